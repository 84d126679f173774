package org.bilevel4j.applications.representation;

import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bilevel4j.applications.parts.HeadEvaluation;
import org.bilevel4j.applications.parts.TaskApplication;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.ApplicationEntry;
import org.bilevel4j.core.application.EvaluationSet;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.set.ConvexSet;
import org.bilevel4j.datasets.sinusoid.SinusoidDesign;
import org.bilevel4j.datasets.sinusoid.SinusoidTasks;
import org.bilevel4j.kernels.Activation;
import org.bilevel4j.oracles.analytic.HeadShape;
import org.bilevel4j.oracles.analytic.Mlp;
import org.bilevel4j.oracles.analytic.RowSource;
import org.bilevel4j.oracles.analytic.SharedEmbedding;
import org.bilevel4j.oracles.analytic.SharedEmbeddingProblem;
import org.bilevel4j.oracles.analytic.SquareLoss;

/** Robust few-shot regression of sinusoids with a shared network and a linear head per task. */
@AutoService(ApplicationEntry.class)
public final class RobustSinusoid implements ApplicationEntry {
  @Override
  public String name() {
    return "robust-sinusoid";
  }

  @Override
  public List<String> aliases() {
    return List.of("sinusoid");
  }

  @Override
  public String title() {
    return "Robust shared representation for few-shot sinusoid regression";
  }

  @Override
  public String formulation() {
    return """
        x   = weights and biases of a shared network 1-80-80-10, relu inside
        y_i = (w_i (10), b_i), the head of task t_i(s) = a_i sin(omega_i s - phi_i)
        f_i = E over s in [-5, 5] of (phi_x(s) . w_i + b_i - t_i(s))^2
        g_i = the same + 0.01 (||w_i||^2 + b_i^2)
        batches are fresh samples; full draws are the fixed grid of 100 points
        dual: lambda in the simplex over the n tasks
        """;
  }

  @Override
  public String source() {
    return "Gu, Lu, Ram, Weng, ICLR 2023, sinusoid regression; tasks: Finn, Abbeel, Levine 2017";
  }

  @Override
  public List<String> datasets() {
    return List.of(SinusoidTasks.NAME);
  }

  @Override
  public SinusoidParams defaults() {
    return SinusoidParams.defaults();
  }

  /** Tasks are generated: {@code data} is not looked at. */
  @Override
  public Application create(Record params, Optional<Path> data, long seed) {
    SinusoidParams p = (SinusoidParams) params;
    SinusoidDesign design = p.design().design(p.frequency());
    SinusoidTasks tasks = SinusoidTasks.draw(design, Key.of(p.taskSeed()));
    SharedEmbedding parts = parts(p, tasks);
    List<String> names = names("task", design.tasks());
    RowSource test = PointRows.between(design.grid(), tasks.tasks());
    Key key = Key.of(seed).child(name());
    List<EvaluationSet> sets =
        List.of(
            HeadEvaluation.given("validation", names, new SharedEmbeddingProblem(parts)),
            HeadEvaluation.given(
                "test",
                names,
                new SharedEmbeddingProblem(parts.on(names.size(), parts.lowerRows(), test))),
            unseen(p, tasks, parts, key.child("adapt")));
    return new TaskApplication(new SharedEmbeddingProblem(parts), names, sets);
  }

  private SharedEmbedding parts(SinusoidParams p, SinusoidTasks tasks) {
    Mlp net = Mlp.of(true, p.activation(), Activation.IDENTITY, p.layerWidths());
    SinusoidStream rows = new SinusoidStream(tasks, tasks.tasks());
    return new SharedEmbedding(
        name(),
        tasks.tasks().size(),
        net,
        new HeadShape(net.features(), 1, p.headBias()),
        new SquareLoss(),
        p.headPenalty(),
        rows,
        rows,
        ConvexSet.all(),
        0,
        p.precision(),
        List.of(net.parameters()),
        Map.of("parameters", p.toString()));
  }

  /** Unseen tasks: heads fitted to their shots (or the grid), judged on the grid. */
  private static EvaluationSet unseen(
      SinusoidParams p, SinusoidTasks tasks, SharedEmbedding parts, Key key) {
    int n = tasks.unseen().size();
    RowSource grid = PointRows.at(tasks.design().grid(), tasks.unseen());
    RowSource shots =
        p.adaptShots() == 0 ? grid : PointRows.shots(tasks, tasks.unseen(), p.adaptShots(), key);
    return HeadEvaluation.adapted(
        "unseen",
        names("unseen", n),
        new SharedEmbeddingProblem(parts.on(n, shots, grid)),
        TaskApplication.ADAPT_TOLERANCE);
  }

  private static List<String> names(String kind, int n) {
    return IntStream.rangeClosed(1, n).mapToObj(i -> kind + " " + i).toList();
  }
}

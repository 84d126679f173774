package org.bilevel4j.applications.representation;

import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bilevel4j.applications.parts.HeadEvaluation;
import org.bilevel4j.applications.parts.TaskApplication;
import org.bilevel4j.applications.parts.Widths;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.ApplicationFactory;
import org.bilevel4j.core.application.EvaluationSet;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.set.ConvexSet;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.datasets.sinusoid.SinusoidDesign;
import org.bilevel4j.datasets.sinusoid.SinusoidTasks;
import org.bilevel4j.kernels.Activation;
import org.bilevel4j.kernels.Precision;
import org.bilevel4j.oracles.analytic.SharedEmbedding;
import org.bilevel4j.oracles.analytic.SharedEmbeddingProblem;
import org.bilevel4j.oracles.heads.HeadShape;
import org.bilevel4j.oracles.heads.NormPenalty;
import org.bilevel4j.oracles.heads.Penalty;
import org.bilevel4j.oracles.heads.RidgePenalty;
import org.bilevel4j.oracles.heads.SquareLoss;
import org.bilevel4j.oracles.network.Mlp;
import org.bilevel4j.oracles.network.RowSource;

/** Robust few-shot regression of sinusoids with a shared network and a linear head per task. */
@AutoService(Component.class)
@Listed(
    name = RobustSinusoid.NAME,
    aliases = "sinusoid",
    title = "Robust shared representation for few-shot sinusoid regression",
    source = "Gu, Lu, Ram, Weng, ICLR 2023, sinusoid regression; tasks: Finn, Abbeel, Levine 2017")
public record RobustSinusoid(
    @Param(
            value = "how tasks are drawn: two easy and a hard one, or 20",
            symbol = "n",
            range = "paper-3, paper-20, script-20")
        SinusoidTaskDesign design,
    @Param(
            value =
                "whether the frequency is drawn from [1, 3]; else it is 1, as the paper's formula"
                    + " has it",
            range = "true or false")
        boolean frequency,
    @Param(value = "seed of the tasks, apart from the run's", range = "any") long taskSeed,
    @Param(
            value = "widths of the shared layers after the one input; the last has no activation",
            range = "like 80,80,10")
        String widths,
    @Param(
            value = "activation of the hidden layers",
            range = "relu, tanh, softplus, sigmoid, identity")
        Activation activation,
    @Param(
            value =
                "squared: penalty ||w||^2 + ||b||^2, strongly convex; norm: ||w|| + ||b||, as the"
                    + " listing and the script have it",
            range = "squared, norm")
        PenaltyForm penaltyForm,
    @Param(value = "coefficient of the penalty in the lower loss", range = "at least 0")
        double penalty,
    @Param(value = "whether heads have a bias", range = "true or false") boolean headBias,
    @Param(
            value = "samples that heads of unseen tasks are fitted to; 0 for the grid",
            range = "at least 0")
        int adaptShots,
    @Param(value = "arithmetic of the passes through the network", range = "float32, float64")
        Precision precision)
    implements ApplicationFactory {

  static final String NAME = "robust-sinusoid";

  /** Forms of the penalty. */
  public enum PenaltyForm {
    /** Squared norms: the lower problem is strongly convex in all of y, biases included. */
    SQUARED,
    /** Norms that are not squared: neither smooth at zero nor strongly convex. */
    NORM
  }

  /** Checks the numbers and reads the widths. */
  public RobustSinusoid {
    Widths.parse(1, widths, "widths");
    Args.nonNegative(penalty, "penalty");
    Args.atLeast(0, adaptShots, "adaptShots");
  }

  /** The paper's setting with 20 tasks. */
  public RobustSinusoid() {
    this(
        SinusoidTaskDesign.PAPER_20,
        true,
        0,
        "80,80,10",
        Activation.RELU,
        PenaltyForm.SQUARED,
        0.01,
        true,
        10,
        Precision.FLOAT32);
  }

  /** The penalty of a head; biases are penalised like weights. */
  private Penalty headPenalty() {
    return penaltyForm == PenaltyForm.SQUARED
        ? new RidgePenalty(penalty, penalty)
        : new NormPenalty(penalty);
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
  public List<String> datasets() {
    return List.of(SinusoidTasks.NAME);
  }

  /** Tasks are generated: {@code data} is not looked at. */
  @Override
  public Application create(Optional<Path> data, long seed) {
    SinusoidDesign drawn = design.design(frequency);
    SinusoidTasks tasks = SinusoidTasks.draw(drawn, Key.of(taskSeed));
    Mlp net = Mlp.of(true, activation, Activation.IDENTITY, Widths.parse(1, widths, "widths"));
    SharedEmbedding parts = parts(tasks, net);
    List<String> names = names("task", drawn.tasks());
    RowSource test = PointRows.between(drawn.grid(), tasks.tasks());
    Key key = Key.of(seed).child(NAME);
    List<EvaluationSet> sets =
        List.of(
            HeadEvaluation.given("validation", names, new SharedEmbeddingProblem(parts)),
            HeadEvaluation.given(
                "test",
                names,
                new SharedEmbeddingProblem(parts.on(names.size(), parts.lowerRows(), test))),
            unseen(tasks, parts, key.child("adapt")));
    TaskApplication made = new TaskApplication(new SharedEmbeddingProblem(parts), names, sets);
    return parts.penalty() instanceof RidgePenalty ridge // norms have no derivative at 0
        ? made.withModel(
            new NetworkModel(made.problem(), net, ridge, (z, t) -> z.minus(t).square().mean()))
        : made;
  }

  private SharedEmbedding parts(SinusoidTasks tasks, Mlp net) {
    SinusoidStream rows = new SinusoidStream(tasks, tasks.tasks());
    return new SharedEmbedding(
        NAME,
        tasks.tasks().size(),
        net,
        new HeadShape(net.features(), 1, headBias),
        new SquareLoss(),
        headPenalty(),
        rows,
        rows,
        ConvexSet.all(),
        0,
        precision,
        List.of(net.parameters()),
        Map.of("parameters", toString()));
  }

  /** Unseen tasks: heads fitted to their shots (or the grid), judged on the grid. */
  private EvaluationSet unseen(SinusoidTasks tasks, SharedEmbedding parts, Key key) {
    int n = tasks.unseen().size();
    RowSource grid = PointRows.at(tasks.design().grid(), tasks.unseen());
    RowSource shots =
        adaptShots == 0 ? grid : PointRows.shots(tasks, tasks.unseen(), adaptShots, key);
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

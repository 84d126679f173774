package org.example.meta;

import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bilevel4j.applications.parts.ModelApplication;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.ApplicationFactory;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.oracles.tensor.AutodiffProblem;
import org.bilevel4j.oracles.tensor.Inputs;
import org.bilevel4j.oracles.tensor.Parameters;
import org.bilevel4j.oracles.tensor.RowTable;
import org.bilevel4j.oracles.tensor.Tensor;
import org.bilevel4j.oracles.tensor.TensorEvaluation;
import org.bilevel4j.oracles.tensor.TensorModel;

/** Tasks of few rows each, fitted close to a common start that is learned. */
@AutoService(Component.class)
@Listed(
    name = "common-start",
    title = "A common start of many small regressions",
    source = "Rajeswaran, Finn, Kakade, Levine, NeurIPS 2019 (iMAML)")
public record CommonStart(
    @Param(value = "number of tasks", range = "at least 1") int tasks,
    @Param(value = "features of a row, d", range = "at least 1") int features,
    @Param(value = "pull of the start", symbol = "lambda", range = "above 0") double pull)
    implements ApplicationFactory {
  private static final int TRAIN = 8; // rows of a task that the lower level sees
  private static final int ROWS = 40; // of a task: training, validation, test
  private static final int TEST = 24; // where its test rows begin

  /** The default parameters. */
  public CommonStart() {
    this(20, 10, 0.5);
  }

  /** The losses, in tensor operations. */
  private record Model(
      int blocks, int features, double pull, RowTable lowerInputs, RowTable upperInputs)
      implements TensorModel {
    @Override
    public String name() {
      return "common-start";
    }

    @Override
    public Parameters parameters() {
      return Parameters.none().shared("start", features, 1).lower("w", features, 1);
    }

    @Override
    public Tensor upperLoss(Inputs in) {
      return in.row("a").matmul(in.lower("w")).minus(in.row("b")).square().mean().times(0.5);
    }

    @Override
    public Tensor lowerLoss(Inputs in) {
      Tensor away = in.lower("w").minus(in.upper("start"));
      return upperLoss(in).plus(away.normSquared().times(pull / 2));
    }
  }

  @Override
  public String formulation() {
    return """
        x = common start (d), y_i = weights of task i (d)
        f_i = mean over validation rows (a, b) of task i of (a.y_i - b)^2 / 2
        g_i = mean over its training rows of the same + lambda / 2 |y_i - x|^2
        """;
  }

  @Override
  public Application create(Optional<Path> data, long seed) {
    Rng rng = Key.of(seed).child("common-start").rng();
    double[][] a = new double[tasks * ROWS][features];
    double[] b = new double[a.length];
    for (int r = 0; r < a.length; r++) { // weights of a task: all ones, the first shifted
      double shift = Math.sin(r / ROWS);
      for (int j = 0; j < features; j++) {
        a[r][j] = rng.nextGaussian();
        b[r] += a[r][j] * (j == 0 ? 1 + shift : 1);
      }
      b[r] += 0.3 * rng.nextGaussian();
    }
    RowTable all = RowTable.of("a", a).with("b", b);
    RowTable validation = all.blocks(rows(TRAIN, TEST));
    Model model = new Model(tasks, features, pull, all.blocks(rows(0, TRAIN)), validation);
    AutodiffProblem problem = AutodiffProblem.of(model);
    List<String> names = IntStream.rangeClosed(1, tasks).mapToObj(i -> "task " + i).toList();
    return new ModelApplication(
        problem,
        names,
        List.of(
            TensorEvaluation.of("validation", names, problem, validation),
            TensorEvaluation.of("test", names, problem, all.blocks(rows(TEST, ROWS)))));
  }

  /** Rows from one place to another of every task. */
  private List<int[]> rows(int from, int to) {
    List<int[]> blocks = new ArrayList<>();
    for (int i = 0; i < tasks; i++) {
      blocks.add(IntStream.range(i * ROWS + from, i * ROWS + to).toArray());
    }
    return blocks;
  }
}

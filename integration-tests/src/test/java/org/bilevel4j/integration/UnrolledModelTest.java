package org.bilevel4j.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.oracles.check.DerivativeCheck;
import org.bilevel4j.oracles.tensor.AutodiffProblem;
import org.bilevel4j.oracles.tensor.Inputs;
import org.bilevel4j.oracles.tensor.Parameters;
import org.bilevel4j.oracles.tensor.RowInputs;
import org.bilevel4j.oracles.tensor.Tensor;
import org.bilevel4j.oracles.tensor.TensorModel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Lower steps written inside an upper loss are differentiated like the estimators do it: a log
 * penalty for each weight of a logistic regression, g and f on rows of their own.
 */
class UnrolledModelTest {
  private static final double ETA = 0.7;
  private static final double[][] TRAINING = {
    {1, 0.3, -0.2}, {-0.5, 0.8, 0.1}, {0.4, -0.9, 1.1}, {-1.2, -0.1, 0.6}
  };
  private static final double[][] VALIDATION = {{0.7, 0.2, 0.5}, {-0.3, -1, 0.9}};

  /**
   * The regression.
   *
   * @param steps lower steps from y on in the upper loss
   */
  private record Regression(int steps) implements TensorModel {
    @Override
    public String name() {
      return "regression";
    }

    @Override
    public Parameters parameters() {
      return Parameters.none().shared("x", 3, 1).lower("y", 3, 1);
    }

    @Override
    public RowInputs upperInputs() {
      return RowInputs.none();
    }

    @Override
    public RowInputs lowerInputs() {
      return RowInputs.none();
    }

    private static Tensor loss(Inputs in, double[][] rows, Tensor y) {
      return in.constant(rows).matmul(y).softplus().mean();
    }

    private static Tensor lower(Inputs in, Tensor y) {
      Tensor penalty = in.upper("x").exp().times(y.square()).sum().times(0.5);
      return loss(in, TRAINING, y).plus(penalty);
    }

    @Override
    public Tensor upperLoss(Inputs in) {
      Tensor y = in.lower("y");
      for (int t = 0; t < steps; t++) {
        y = y.minus(Tensor.gradient(lower(in, y), y).times(ETA));
      }
      return loss(in, VALIDATION, y).plus(in.upper("x").normSquared().times(0.01));
    }

    @Override
    public Tensor lowerLoss(Inputs in) {
      return lower(in, in.lower("y"));
    }

    @Override
    public void startUpper(Vec x, Key key) {
      x.copyFrom(new double[] {-0.5, 0.1, -1}, 0);
    }
  }

  /** The first direction that the solver takes from the start. */
  private static double[] estimated(String estimator, int steps) {
    Map<String, String> set =
        Map.of(
            "etaX",
            "1",
            "etaY",
            Double.toString(ETA),
            "lowerSteps",
            Integer.toString(steps),
            "estimator",
            estimator,
            "lowerBatch",
            "full",
            "upperBatch",
            "full");
    Solver<?> bsa = Catalogue.load(Solver.KIND).get("bsa").with(set);
    AutodiffProblem plain = AutodiffProblem.of(new Regression(0));
    Vec h = Vec.zeros(plain.upperDim());
    plain.startUpper(h, Key.of(1));
    try (Run<?> run = Run.of("bsa", bsa, plain, RunSpec.of(1, 1))) {
      h.axpy(-1, run.execute(List.of()).last().x());
    }
    return h.toArray();
  }

  private static double[] unrolled(int steps) {
    AutodiffProblem problem = AutodiffProblem.of(new Regression(steps));
    BlockSet set = BlockSet.all(1);
    Vec x = Vec.zeros(problem.upperDim());
    problem.startUpper(x, Key.of(1));
    Blocks y = Blocks.zeros(set, problem.lowerDims());
    try (Workspace workspace = Workspace.single()) {
      return problem
          .open(workspace)
          .upper(set, x, y, Dual.none(), Draw.full())
          .gradX(Weights.mean(set))
          .toArray();
    }
  }

  @ParameterizedTest
  @CsvSource({"reverse, 10", "forward, 10", "one-step, 1", "reverse, 1"})
  void should_equal_the_estimator(String estimator, int steps) {
    double[] written = unrolled(steps);

    assertThat(written)
        .usingComparatorWithPrecision(1e-10)
        .containsExactly(estimated(estimator, steps));
    assertThat(written[0]).isNotZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10})
  void should_equal_differences(int steps) {
    AutodiffProblem problem = AutodiffProblem.of(new Regression(steps));

    assertThat(
            DerivativeCheck.of(problem).atRandom(Key.of(1), Batch.full(), Batch.full()).failures())
        .isEmpty();
  }
}

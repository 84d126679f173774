package org.bilevel4j.solvers.minmax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DelegatingShape;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.DualSide.Kind;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunResult;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.set.Box;
import org.bilevel4j.core.set.ConvexSet;
import org.bilevel4j.quadratic.QuadraticBlock;
import org.bilevel4j.quadratic.QuadraticForm;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.bilevel4j.solvers.Runs;
import org.junit.jupiter.api.Test;

/** x in several coordinate blocks, each descending at the newest others. */
class HiBsaTest {
  private static final double[][] A = {{2, 1, 0.5}, {1, 3, -0.5}, {0.5, -0.5, 1}};
  private static final double[] B = {-1, 0.5, 2};
  private static final double[] C = {1, -2, 0.5};
  private static final double ETA = 0.1;
  private static final double RHO = 0.3;

  /** f = x'Ax/2 + b'x + alpha c'x - alpha^2/2 on the box [-1, 1], x cut at some places. */
  private static final class Cut extends DelegatingShape implements BilevelProblem {
    private final QuadraticProblem inner;
    private final List<Integer> ends;

    Cut(QuadraticProblem inner, Integer... ends) {
      super(inner);
      this.inner = inner;
      this.ends = List.of(ends);
    }

    @Override
    public List<Integer> upperPartition() {
      return ends;
    }

    @Override
    public Set<OracleCall> offers() {
      return inner.offers();
    }

    @Override
    public String oracleName() {
      return inner.oracleName();
    }

    @Override
    public Oracle open(Workspace workspace) {
      return inner.open(workspace);
    }
  }

  private static QuadraticProblem problem() {
    Map<String, Vec> entries =
        Map.of(
            "xx", Vec.of(2, 1, 0.5, 1, 3, -0.5, 0.5, -0.5, 1),
            "x", Vec.of(B),
            "ax", Vec.of(C),
            "aa", Vec.of(1));
    QuadraticBlock block =
        new QuadraticBlock(
            QuadraticForm.of(3, 0, 1, entries, 0),
            QuadraticForm.of(3, 0, 0, Map.of(), 0),
            ConvexSet.all(),
            ConvexSet.all());
    return QuadraticProblem.of("coupled", 3, Kind.PER_BLOCK, List.of(block))
        .withUpperSet(new Box(-1, 1));
  }

  private static RunResult solve(int steps, Integer... ends) {
    Map<String, Object> set = Map.of("etaX", ETA, "etaDual", RHO, "batch", "full");
    BilevelProblem cut = new Cut(problem(), ends);
    try (Run<?> run = Run.of("hibsa", Runs.solver("hibsa", set), cut, RunSpec.of(1, steps))) {
      return run.execute(List.of());
    }
  }

  /** (B1) and (B2) by hand: x and, last, alpha. */
  private static double[] byHand(int steps, int... ends) {
    double[] x = new double[3];
    double alpha = 0;
    for (int k = 0; k < steps; k++) {
      int from = 0;
      for (int to : ends) {
        double[] newest = x.clone();
        for (int j = from; j < to; j++) {
          double slope = B[j] + alpha * C[j];
          for (int l = 0; l < 3; l++) {
            slope += A[j][l] * newest[l];
          }
          x[j] = Math.max(-1, Math.min(1, newest[j] - ETA * slope));
        }
        from = to;
      }
      alpha += RHO * (C[0] * x[0] + C[1] * x[1] + C[2] * x[2] - alpha);
    }
    return new double[] {x[0], x[1], x[2], alpha};
  }

  private static double alpha(RunResult r) {
    return ((Dual.PerBlock) r.last().dual()).alpha().at(0).get(0);
  }

  @Test
  void should_descend_block_by_block_at_the_newest_x() {
    for (int steps : new int[] {1, 2, 7, 40}) {
      RunResult two = solve(steps, 1, 3);
      RunResult three = solve(steps, 1, 2, 3);

      double[] expected = byHand(steps, 1, 3);
      assertThat(two.last().x().toArray())
          .containsExactly(new double[] {expected[0], expected[1], expected[2]}, within(1e-13));
      assertThat(alpha(two)).isCloseTo(expected[3], within(1e-13));
      expected = byHand(steps, 1, 2, 3);
      assertThat(three.last().x().toArray())
          .containsExactly(new double[] {expected[0], expected[1], expected[2]}, within(1e-13));
      assertThat(three.last().x().distance(two.last().x())).isGreaterThan(1e-9);
    }
  }

  @Test
  void should_take_one_gradient_in_x_for_each_coordinate_block() {
    assertThat(solve(5, 3).counts().calls(OracleCall.UPPER_GRAD_X)).isEqualTo(5);
    assertThat(solve(5, 1, 2, 3).counts().calls(OracleCall.UPPER_GRAD_X)).isEqualTo(15);
    assertThat(solve(5, 1, 2, 3).counts().calls(OracleCall.UPPER_GRAD_DUAL)).isEqualTo(5);
  }

  @Test
  void should_come_to_the_same_saddle_however_x_is_cut() {
    RunResult whole = solve(4000, 3);
    RunResult cut = solve(4000, 1, 2, 3);

    assertThat(cut.last().x().distance(whole.last().x())).isLessThan(1e-12);
    assertThat(alpha(cut)).isCloseTo(alpha(whole), within(1e-12));
  }
}

package org.bilevel4j.eval.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.WorkerTeam;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.eval.testing.KnownProblems;
import org.bilevel4j.eval.testing.LogisticProblem;
import org.bilevel4j.eval.testing.SmallProblem;
import org.junit.jupiter.api.Test;

class WorstProximalPointTest {
  private static final double BEST = 2 * Math.sqrt(2) - 3;
  private static final ExactOptions OPTIONS = ExactOptions.defaults().withTolerances(1e-12, 1e-13);

  private static ExactSolver solver(SmallProblem problem) {
    return new ExactSolver(problem, WorkerTeam.single(), OPTIONS);
  }

  private static ExactPoint at(SmallProblem problem, Vec x) {
    return solver(problem).at(x, Blocks.state(problem.lowerDims()), Dual.none());
  }

  private static ProximalPoint.Solution solve(SmallProblem problem, double rho, double... x) {
    return new WorstProximalPoint(solver(problem), problem.upperSet(), OPTIONS, rho, 1e-9, 1000)
        .solve(at(problem, Vec.of(x)));
  }

  @Test
  void should_minimise_the_larger_piece_away_from_the_kink() {
    // right of x* the second loss (u + 1)^2 is larger, left of it the first, (u - 1)^2 / 2
    ProximalPoint.Solution right = solve(KnownProblems.p2(), 10, 0.5);
    assertThat(right.reached()).isTrue();
    assertThat(right.at().get(0)).isCloseTo((10 * 0.5 - 2) / 12, within(1e-7));
    ProximalPoint.Solution left = solve(KnownProblems.p2(), 10, -2);
    assertThat(left.reached()).isTrue();
    assertThat(left.at().get(0)).isCloseTo((10 * -2 + 1) / 11.0, within(1e-7));
  }

  @Test
  void should_stop_at_the_kink() {
    for (double z : new double[] {BEST, BEST + 0.01, BEST - 0.02}) {
      ProximalPoint.Solution out = solve(KnownProblems.p2(), 10, z);
      assertThat(out.reached()).isTrue();
      assertThat(out.at().get(0)).isCloseTo(BEST, within(1e-7));
      assertThat(out.residual()).isCloseTo(Math.abs(z - BEST), within(1e-7));
    }
  }

  @Test
  void should_not_be_beaten_nearby_on_logistic_losses() {
    SmallProblem problem = new LogisticProblem(3, 6, 2);
    Vec z = Vec.of(-3, -2, -1, -4, 0, -2);
    ProximalPoint.Solution out = solve(problem, 0.2, z.toArray());
    assertThat(out.reached()).isTrue();
    double best = objective(problem, out.at(), z);
    assertThat(best).isLessThan(objective(problem, z, z));
    for (int j = 0; j < 6; j++) {
      for (double h : new double[] {1e-3, -1e-3}) {
        Vec near = out.at().copy();
        near.add(j, h);
        assertThat(objective(problem, near, z)).isGreaterThan(best);
      }
    }
  }

  private static double objective(SmallProblem problem, Vec u, Vec z) {
    double d = u.distance(z);
    return at(problem, u).values().max() + 0.1 * d * d;
  }

  @Test
  void should_take_gradients_of_blocks_that_add_up() {
    SmallProblem problem = new LogisticProblem(3, 6, 2);
    ExactPoint p = at(problem, Vec.of(-3, -2, -1, -4, 0, -2));
    Vec sum = Vec.zeros(6);
    for (Vec g : solver(problem).blockGradients(p)) {
      sum.axpy(1.0 / 3, g);
    }
    Weights mean = Weights.mean(BlockSet.all(3));
    assertThat(sum.distance(solver(problem).hypergradient(p, mean).at())).isLessThan(1e-12);
  }

  @Test
  void should_say_when_rho_is_below_the_weak_convexity() {
    assertThat(solve(KnownProblems.dome(), 1, 0.5).reached()).isFalse();
    ProximalPoint.Solution high = solve(KnownProblems.dome(), 8, 0.25);
    assertThat(high.reached()).isTrue();
    assertThat(high.at().get(0)).isCloseTo(0.5, within(1e-7));
  }
}

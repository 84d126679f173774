package org.bilevel4j.eval.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.WorkerTeam;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.set.Box;
import org.bilevel4j.core.set.ConvexSet;
import org.bilevel4j.eval.testing.KnownProblems;
import org.bilevel4j.eval.testing.LogisticProblem;
import org.bilevel4j.eval.testing.SmallProblem;
import org.junit.jupiter.api.Test;

class ProximalPointTest {

  private static ProximalPoint.Solution solve(
      SmallProblem problem, double rho, int steps, double... x) {
    ExactOptions options = ExactOptions.defaults().withTolerances(1e-12, 1e-13);
    ExactSolver solver = new ExactSolver(problem, WorkerTeam.single(), options);
    Weights w = Weights.mean(BlockSet.all(problem.blocks()));
    ExactPoint z = solver.at(Vec.of(x), Blocks.state(problem.lowerDims()), Dual.none());
    return new ProximalPoint(solver, problem.upperSet(), rho, 1e-9, steps)
        .solve(z, solver.hypergradient(z, w), w);
  }

  @Test
  void should_halve_one_on_the_parabola() {
    ProximalPoint.Solution out = solve(KnownProblems.parabola(ConvexSet.all()), 1, 100, 1);
    assertThat(out.reached()).isTrue();
    assertThat(out.at().get(0)).isCloseTo(0.5, within(1e-8));
    assertThat(out.residual()).isCloseTo(0.5, within(1e-8));
  }

  @Test
  void should_stay_in_the_upper_set() {
    SmallProblem problem = KnownProblems.parabola(new Box(0.8, 2));
    ProximalPoint.Solution out = solve(problem, 1, 100, 1);
    assertThat(out.at().get(0)).isEqualTo(0.8);
    assertThat(out.reached()).isTrue();
  }

  @Test
  void should_solve_p0_for_any_rho() {
    // 2u - 1 + rho (u - z) = 0
    for (double rho : new double[] {0.05, 1, 40}) {
      ProximalPoint.Solution out = solve(KnownProblems.p0(), rho, 2000, 3);
      assertThat(out.reached()).isTrue();
      assertThat(out.at().get(0)).isCloseTo((1 + rho * 3) / (2 + rho), within(1e-7));
    }
  }

  @Test
  void should_be_stationary_for_the_proximal_problem_on_logistic_losses() {
    SmallProblem problem = new LogisticProblem(3, 6, 2);
    double[] x = {-3, -2, -1, -4, 0, -2};
    ProximalPoint.Solution out = solve(problem, 1, 500, x);
    assertThat(out.reached()).isTrue();
    ExactSolver solver = new ExactSolver(problem, WorkerTeam.single(), ExactOptions.defaults());
    ExactPoint p = solver.at(out.at(), Blocks.state(problem.lowerDims()), Dual.none());
    Vec g = solver.hypergradient(p, Weights.mean(BlockSet.all(3))).at().copy();
    g.axpy(1, out.at());
    g.axpy(-1, Vec.of(x));
    assertThat(g.norm()).isLessThan(1e-6);
    assertThat(out.residual()).isGreaterThan(1e-3);
  }

  @Test
  void should_say_when_steps_run_out() {
    ProximalPoint.Solution out = solve(new LogisticProblem(3, 6, 2), 0.01, 2, 0, 0, 0, 0, 0, 0);
    assertThat(out.reached()).isFalse();
  }

  @Test
  void should_say_when_rho_is_below_the_weak_convexity() {
    // GIVEN F = -2 x^2 on [-1, 1]
    ProximalPoint.Solution low = solve(KnownProblems.dome(), 1, 100, 0.5);
    ProximalPoint.Solution high = solve(KnownProblems.dome(), 8, 100, 0.5);
    // THEN rho = 1 contradicts the assumption, rho = 8 gives 8 (u - 1/2) = 4 u
    assertThat(low.reached()).isFalse();
    assertThat(high.reached()).isTrue();
    assertThat(high.at().get(0)).isCloseTo(1, within(1e-7));
  }
}

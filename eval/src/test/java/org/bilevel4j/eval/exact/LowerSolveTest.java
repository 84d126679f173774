package org.bilevel4j.eval.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumSet;
import java.util.Optional;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.WorkerTeam;
import org.bilevel4j.core.problem.LowerSolver;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.set.Box;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.eval.testing.KnownProblems;
import org.bilevel4j.eval.testing.LogisticProblem;
import org.bilevel4j.eval.testing.SmallProblem;
import org.junit.jupiter.api.Test;

class LowerSolveTest {
  private static final Vec X = Vec.of(-7, -3, -1, -9, 0, -5);

  private static Blocks start(SmallProblem problem, double value) {
    Blocks y = Blocks.state(problem.lowerDims(), (i, v) -> v.fill(value));
    return y;
  }

  private static BlockSolution solve(SmallProblem problem, Blocks start) {
    return new ExactSolver(problem, WorkerTeam.single(), ExactOptions.defaults()).lower(X, start);
  }

  private static double gradientNorm(SmallProblem problem, int block, Vec y) {
    EvaluationOracle own = new EvaluationOracle(problem, WorkerTeam.single());
    Blocks all = Blocks.zeros(own.all(), problem.lowerDims());
    all.at(block).copyFrom(y);
    return own.lower(own.all(), X, all).gradY().at(block).norm();
  }

  @Test
  void should_reach_the_tolerance_on_logistic_losses_from_far_away() {
    SmallProblem problem = new LogisticProblem(3, 6, 1);
    for (double from : new double[] {0, 20, -500}) {
      BlockSolution y = solve(problem, start(problem, from));
      assertThat(y.allReached()).isTrue();
      for (int i = 0; i < 3; i++) {
        assertThat(gradientNorm(problem, i, y.at().at(i))).isLessThan(5e-8);
        assertThat(y.residual()[i]).isLessThan(1e-8);
      }
    }
  }

  @Test
  void should_find_the_same_solution_without_products() {
    SmallProblem problem = new LogisticProblem(3, 6, 1);
    BlockSolution newton = solve(problem, start(problem, 0));
    SmallProblem firstOrder =
        new LogisticProblem(3, 6, 1)
            .offering(EnumSet.of(OracleCall.LOWER_VALUE, OracleCall.LOWER_GRAD_Y));
    BlockSolution gradient = solve(firstOrder, start(problem, 2));
    assertThat(gradient.allReached()).isTrue();
    for (int i = 0; i < 3; i++) {
      assertThat(gradient.at().at(i).distance(newton.at().at(i))).isLessThan(1e-4);
    }
  }

  @Test
  void should_say_which_blocks_were_not_reached() {
    SmallProblem problem = new LogisticProblem(3, 6, 1);
    Blocks start = solve(problem, start(problem, 0)).at();
    start.at(1).fill(40);
    ExactOptions hurried = new ExactOptions(1e-8, 1e-8, 1e-10, 1, 1, 1, 500);
    BlockSolution y = new ExactSolver(problem, WorkerTeam.single(), hurried).lower(X, start);
    assertThat(y.reached()).containsExactly(true, false, true);
    assertThat(y.allReached()).isFalse();
    assertThat(y.worstResidual()).isEqualTo(y.residual()[1]).isGreaterThan(1e-8);
  }

  @Test
  void should_stay_in_the_lower_set_where_it_binds() {
    // GIVEN y_i* = x and y_i <= 0.25
    SmallProblem problem = KnownProblems.boxed(new Box(-1, 0.25));
    // WHEN solved at x = 0.7 and x = -0.4
    ExactSolver solver = new ExactSolver(problem, WorkerTeam.single(), ExactOptions.defaults());
    BlockSolution high = solver.lower(Vec.of(0.7), start(problem, 5));
    BlockSolution low = solver.lower(Vec.of(-0.4), start(problem, 5));
    // THEN
    assertThat(high.allReached() && low.allReached()).isTrue();
    assertThat(high.at().at(0).get(0)).isEqualTo(0.25);
    assertThat(low.at().at(0).get(0)).isCloseTo(-0.4, within(1e-8));
  }

  @Test
  void should_use_the_problems_own_solver() {
    LowerSolver closedForm =
        new LowerSolver() {
          @Override
          public String name() {
            return "closed form";
          }

          @Override
          public boolean solve(int block, Vec x, Vec y, Vec multipliers, double tolerance) {
            y.set(0, x.get(0));
            return true;
          }
        };
    SmallProblem problem =
        KnownProblems.with(Optional.of(closedForm), Optional.empty())
            .offering(EnumSet.of(OracleCall.LOWER_GRAD_Y));
    BlockSolution y =
        new ExactSolver(problem, WorkerTeam.single(), ExactOptions.defaults())
            .lower(Vec.of(0.3), start(problem, 9));
    assertThat(y.at().at(0).get(0)).isEqualTo(0.3);
    assertThat(y.residual()[0]).isZero();
  }

  @Test
  void should_refuse_functional_constraints_without_a_solver() {
    SmallProblem problem =
        KnownProblems.with(Optional.empty(), Optional.of(KnownProblems.constraints()));
    ExactSolver solver = new ExactSolver(problem, WorkerTeam.single(), ExactOptions.defaults());
    assertThat(ExactSolver.solvesLower(problem)).isFalse();
    assertThatThrownBy(() -> solver.lower(Vec.of(0.3), start(problem, 0)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("functional constraints")
        .hasMessageContaining("Hint:");
  }

  @Test
  void should_give_up_quietly_where_nothing_is_finite() {
    SmallProblem problem = new LogisticProblem(2, 6, 3);
    Vec lost = Vec.of(Double.NaN, 0, 0, 0, 0, 0);
    BlockSolution y =
        new ExactSolver(problem, WorkerTeam.single(), ExactOptions.defaults())
            .lower(lost, start(problem, Double.NaN));
    assertThat(y.reached()).containsOnly(false);
    assertThat(y.worstResidual()).isNaN();
  }

  @Test
  void should_come_as_near_as_single_precision_allows_and_say_so() {
    // GIVEN values and gradients rounded to float
    SmallProblem rounded =
        new LogisticProblem(3, 6, 1) {
          @Override
          protected double lower(int i, Vec x, Vec y, Vec gy) {
            double value = super.lower(i, x, y, gy);
            for (int j = 0; j < gy.dim(); j++) {
              gy.set(j, (float) (1 + gy.get(j)) - 1);
            }
            return (float) value;
          }
        };
    // WHEN solved to 1e-6 and to 1e-12
    ExactOptions loose = ExactOptions.defaults().withTolerances(1e-6, 1e-6);
    ExactOptions tight = ExactOptions.defaults().withTolerances(1e-12, 1e-6);
    BlockSolution near =
        new ExactSolver(rounded, WorkerTeam.single(), loose).lower(X, start(rounded, 3));
    BlockSolution nearest =
        new ExactSolver(rounded, WorkerTeam.single(), tight).lower(X, start(rounded, 3));
    // THEN the first is reached, and the second no worse than rounding
    assertThat(near.allReached()).isTrue();
    assertThat(nearest.worstResidual()).isLessThan(1e-6);
    BlockSolution exact = solve(new LogisticProblem(3, 6, 1), start(rounded, 3));
    for (int i = 0; i < 3; i++) {
      assertThat(nearest.at().at(i).distance(exact.at().at(i)))
          .isLessThan(1e-3 * exact.at().at(i).norm());
    }
  }
}

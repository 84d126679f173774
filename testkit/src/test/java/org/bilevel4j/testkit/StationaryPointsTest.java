package org.bilevel4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.bilevel4j.quadratic.ReducedQuadratic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Known points of known problems. */
class StationaryPointsTest {

  /** On P0 v = q (x - 1) with q = 1 - (1 - eta)^N, so that x + q (x - 1) = 0. */
  @ParameterizedTest
  @CsvSource({"1, 0.5, 0.5", "2, 0.5, 0.75", "3, 0.2, 0.488", "1, 1, 1"})
  void should_differentiate_the_lower_steps_on_p0(int steps, double eta, double q) {
    Vec x = StationaryPoints.unrolled(ReferenceProblems.p0(DualSide.Kind.NONE), steps, eta);

    assertThat(x.get(0)).isCloseTo(q / (1 + q), within(1e-15));
  }

  @Test
  void should_come_to_the_minimiser_with_many_lower_steps() {
    QuadraticProblem problem = ReferenceProblems.random(DualSide.Kind.PER_BLOCK, 4, 3, 2, 1);
    Vec exact = StationaryPoints.exact(problem);

    assertThat(StationaryPoints.unrolled(problem, 2, 0.5).distance(exact)).isGreaterThan(0.1);
    assertThat(StationaryPoints.unrolled(problem, 200, 0.5).distance(exact)).isLessThan(1e-14);
  }

  /** An error of the table that is wider than a bias would not see a step too many. */
  @ParameterizedTest
  @CsvSource({"2, 3, 1.6e-2", "10, 12, 6e-4", "10, 100, 6e-4"})
  void should_lie_farther_apart_than_the_errors_allowed(int steps, int wrong, double error) {
    DualSide.Kind none = DualSide.Kind.NONE;
    List<QuadraticProblem> problems =
        List.of(
            ReferenceProblems.random(none, 4, 3, 2, 1),
            ReferenceProblems.random(none, 4, 3, 2, 2),
            ReferenceProblems.random(none, 4, 3, 2, 3),
            ReferenceProblems.bilinear(none, 4, true, 1));
    for (QuadraticProblem problem : problems) {
      Vec right = StationaryPoints.unrolled(problem, steps, 0.5);

      assertThat(StationaryPoints.unrolled(problem, wrong, 0.5).distance(right))
          .as(problem.name())
          .isGreaterThan(2 * error);
    }
  }

  @ParameterizedTest
  @EnumSource
  void should_solve_the_bilinear_problem_like_its_reduced_form(DualSide.Kind kind) {
    boolean weighted = kind == DualSide.Kind.SIMPLEX;
    QuadraticProblem problem = ReferenceProblems.bilinear(kind, 4, true, 1);
    ReducedQuadratic reduced = new ReducedQuadratic(problem);
    Vec x = reduced.minimiser();
    Vec start = Vec.zeros(x.dim());

    assertThat(reduced.value(x)).isLessThan(reduced.value(start) - 0.1);
    assertThat(StationaryPoints.exact(problem).distance(reduced.meanMinimiser())).isLessThan(1e-14);
    assertThat(x.distance(reduced.meanMinimiser()) > 0.1).isEqualTo(weighted);
  }

  @ParameterizedTest
  @EnumSource
  void should_curve_in_x_through_y_and_alpha_alone(DualSide.Kind kind) {
    QuadraticProblem problem = ReferenceProblems.bilinear(kind, 4, true, 1);
    Vec zero = Vec.zeros(problem.upperDim());
    Vec far = Vec.of(3, -2);
    Vec y = Vec.of(1, 2);
    Vec alpha = Vec.zeros(problem.block(0).f().dualDim());
    Vec here = Vec.zeros(2);
    Vec there = Vec.zeros(2);

    problem.block(0).f().addGradX(1, zero, y, alpha, here);
    problem.block(0).f().addGradX(1, far, y, alpha, there);

    assertThat(there.distance(here)).isZero();
    assertThat(here.norm()).isPositive();
  }
}

package org.bilevel4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.quadratic.QuadraticProblem;
import org.bilevel4j.core.quadratic.ReducedQuadratic;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Known points of known problems. */
class StationaryPointsTest {

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

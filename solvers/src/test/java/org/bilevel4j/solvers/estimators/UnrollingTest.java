package org.bilevel4j.solvers.estimators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.bilevel4j.core.math.LinearSystem;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.DualSide.Kind;
import org.bilevel4j.core.problem.Purpose;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.quadratic.QuadraticBlock;
import org.bilevel4j.quadratic.QuadraticForm;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.bilevel4j.quadratic.QuadraticSolution;
import org.bilevel4j.solvers.Runs;
import org.bilevel4j.testkit.ReferenceProblems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Unrolling in docs/ALGORITHMS.md, closed form 7: y_t = y_{t-1} - 0.3 (Q y_{t-1} - A x), Q =
 * diag(1, 2), A = [[1, 1/2], [0, 1]], y_0 = 0, b = (1, 1). A direction is (dy_T/dx)^T b.
 */
class UnrollingTest {
  private static final Vec NO_DUAL = Vec.zeros(0);
  private static final Directions UNROLLED = Directions.at0(problem()).after(4, 0.3);

  private static QuadraticProblem problem() {
    QuadraticForm f = QuadraticForm.of(2, 2, 0, Map.of("y", Vec.of(1, 1)), 0);
    QuadraticForm g =
        QuadraticForm.of(
            2, 2, 0, Map.of("yy", Vec.of(1, 0, 0, 2), "xy", Vec.of(-1, 0, -0.5, -1)), 0);
    return QuadraticProblem.of("unrolled", 2, Kind.NONE, List.of(new QuadraticBlock(f, g)));
  }

  private static void check(Vec direction, double first, double second, double error) {
    assertThat(direction.get(0)).isCloseTo(first, within(error));
    assertThat(direction.get(1)).isCloseTo(second, within(error));
  }

  @ParameterizedTest
  @ValueSource(strings = {"reverse", "truncated-reverse(depth=4)", "forward"})
  void should_differentiate_every_lower_step(String estimator) {
    check(UNROLLED.of(estimator), 0.7599, 0.86715, 1e-15);
  }

  @ParameterizedTest
  @ValueSource(strings = {"reverse", "forward", "forward(carry=true)"})
  void should_come_to_the_derivative_of_the_solution_after_many_steps(String estimator) {
    check(UNROLLED.after(150, 0.3).of(estimator), 1, 1, 1e-14);
  }

  /**
   * The authors' slides print the loop t = T-1, ..., 1 with index t + 1, which leaves the first
   * step out: what it gives is the truncation to T - 1 steps, not the derivative.
   */
  @Test
  void should_not_give_what_the_loop_on_the_slides_gives() {
    Vec slides = UNROLLED.of("truncated-reverse(depth=3)");

    check(slides, 0.6570, 0.7965, 1e-15);
    assertThat(UNROLLED.of("reverse").distance(slides)).isGreaterThan(0.1);
  }

  @Test
  void should_truncate_to_the_last_step_like_one_step() {
    Vec one = UNROLLED.of("one-step");

    assertThat(UNROLLED.of("reverse(depth=1)").toArray()).containsExactly(one.toArray());
    check(one, 0.3, 0.45, 1e-16);
  }

  @Test
  void should_go_on_where_the_last_iteration_ended_when_the_derivative_is_carried() {
    Adjoint carried = UNROLLED.started("forward(carry=true)");
    Directions two = UNROLLED.after(2, 0.3);

    two.of(carried, 0, Weights.constant(1));
    Vec h = two.of(carried, 1, Weights.constant(1));

    check(h, 0.7599, 0.86715, 1e-15);
  }

  @Test
  void should_give_the_same_forwards_and_backwards_in_several_blocks() {
    QuadraticProblem random = ReferenceProblems.random(Kind.NONE, 4, 3, 2, 5);
    Directions after = Directions.at0(random).after(5, 0.7);

    assertThat(after.of("forward").distance(after.of("reverse"))).isLessThan(1e-14);
    assertThat(after.of("reverse").norm()).isPositive();
  }

  @Test
  void should_equal_steps_on_the_adjoint_system_when_y_is_at_rest() {
    Directions rest = Directions.at0(problem()).after(6, 0.3); // x = 0: y = 0 is the minimiser

    for (int depth = 1; depth <= 6; depth++) {
      Vec steps = rest.of("fixed-point(warm=false, step=0.3, steps=" + depth + ")");
      assertThat(rest.of("truncated-reverse(depth=" + depth + ")").distance(steps))
          .isLessThan(1e-15);
    }
  }

  @ParameterizedTest
  @CsvSource({"lower-path, 1e-11", "objective, 1e-12"})
  void should_see_the_unrolled_derivative_along_each_direction(String of, double error) {
    int directions = 3;
    Vec exact = UNROLLED.of("reverse");
    Vec expected = Vec.zeros(2);
    for (int j = 0; j < directions; j++) {
      Vec u = Vec.zeros(2);
      GaussianDirections.fill(UNROLLED.context(0).key(Purpose.DIRECTION, j), u);
      expected.axpy(exact.dot(u) / directions, u);
    }

    Vec h = UNROLLED.of("zeroth-order(of=" + of + ", directions=3)");

    assertThat(h.distance(expected)).isLessThan(error);
    assertThat(h.norm()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lower-path", "objective"})
  void should_be_the_unrolled_derivative_in_the_mean_over_directions(String of) {
    Vec h = UNROLLED.of("zeroth-order(directions=20000, of=" + of + ")");

    // the entries' deviation is about |h| sqrt(2 / 20000) = 0.012
    check(h, 0.7599, 0.86715, 0.04);
  }

  /** The lower steps from 0: affine in x. */
  private static Vec unrolled(QuadraticBlock b, Vec x, int steps, double eta) {
    Vec y = Vec.zeros(b.g().lowerDim());
    for (int t = 0; t < steps; t++) {
      Vec slope = Vec.zeros(y.dim());
      b.g().addGradY(1, x, y, NO_DUAL, slope);
      y.axpy(-eta, slope);
    }
    return y;
  }

  /** grad of (1/m) sum_i f_i(x, y_T(x)), with dy_T/dx column by column. */
  private static Vec gradient(QuadraticProblem problem, Vec x, int steps, double eta) {
    int m = problem.blocks();
    Vec out = Vec.zeros(x.dim());
    for (int i = 0; i < m; i++) {
      QuadraticBlock b = problem.block(i);
      Vec y = unrolled(b, x, steps, eta);
      Vec slope = Vec.zeros(y.dim());
      b.f().addGradX(1.0 / m, x, y, NO_DUAL, out);
      b.f().addGradY(1.0 / m, x, y, NO_DUAL, slope);
      for (int j = 0; j < x.dim(); j++) {
        Vec column = unrolled(b, unit(x.dim(), j), steps, eta);
        column.axpy(-1, unrolled(b, Vec.zeros(x.dim()), steps, eta));
        out.add(j, column.dot(slope));
      }
    }
    return out;
  }

  private static Vec unit(int dim, int j) {
    Vec unit = Vec.zeros(dim);
    unit.set(j, 1);
    return unit;
  }

  /** Where the gradient, affine in x, is zero. */
  private static Vec minimiser(QuadraticProblem problem, int steps, double eta) {
    int d = problem.upperDim();
    Vec b = gradient(problem, Vec.zeros(d), steps, eta);
    Vec a = Vec.zeros(d * d);
    for (int j = 0; j < d; j++) {
      Vec column = gradient(problem, unit(d, j), steps, eta);
      for (int i = 0; i < d; i++) {
        a.set(i * d + j, column.get(i) - b.get(i));
      }
    }
    b.scale(-1);
    LinearSystem.solve(a, b);
    return b;
  }

  /** 1 - eta mu with mu the least eigenvalue of all H_i, 2 by 2. */
  private static double contraction(QuadraticProblem problem, double eta) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < problem.blocks(); i++) {
      Vec h = Vec.zeros(4);
      problem.block(i).g().addDenseYY(1, h);
      double half = (h.get(0) - h.get(3)) / 2;
      double radius = Math.hypot(half, h.get(1));
      least = Math.min(least, (h.get(0) + h.get(3)) / 2 - radius);
    }
    return 1 - eta * least;
  }

  @Test
  void should_come_to_rest_off_the_solution_by_what_a_cold_start_leaves() {
    // GIVEN x moved along directions unrolled over T steps from y = 0 (ALGORITHMS.md, closed form
    // 14)
    double eta = 0.5;
    QuadraticProblem problem = ReferenceProblems.random(Kind.NONE, 4, 3, 2, 11);
    Vec solution = new QuadraticSolution(problem).meanMinimiser();
    int[] steps = {1, 3, 10, 40};
    double[] distance = new double[steps.length];
    for (int n = 0; n < steps.length; n++) {
      Vec x = Vec.zeros(3);
      for (int k = 0; k < 300; k++) {
        Directions at = Directions.at0(problem).at(x).after(steps[n], eta);
        x.axpy(-0.3 / problem.blocks(), at.of("reverse"));
      }

      assertThat(x.distance(minimiser(problem, steps[n], eta))).isLessThan(1e-13);
      distance[n] = x.distance(solution);
    }
    // THEN the distance dies out as (1 - eta mu)^T
    double rate = contraction(problem, eta);
    assertThat(distance[0]).isGreaterThan(0.02);
    for (int n = 1; n < steps.length; n++) {
      double law = Math.pow(rate, steps[n] - steps[n - 1]);
      assertThat(distance[n] / distance[n - 1]).isBetween(law / 4, law * 1.5);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "smb, reverse",
    "mrbo, one-step",
    "vrbo, forward",
    "sustain, zeroth-order",
    "smb, truncated-reverse"
  })
  void should_refuse_to_unroll_for_solvers_that_make_no_lower_step_first(
      String solver, String estimator) {
    assertThatThrownBy(() -> Runs.solver(solver, Map.of("estimator", estimator)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("unrolls lower steps")
        .hasMessageContaining("cg");
  }
}

package org.bilevel4j.solvers.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.DualSide.Kind;
import org.bilevel4j.core.problem.Purpose;
import org.bilevel4j.core.quadratic.QuadraticBlock;
import org.bilevel4j.core.quadratic.QuadraticForm;
import org.bilevel4j.core.quadratic.QuadraticProblem;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.solvers.Runs;
import org.bilevel4j.testkit.ReferenceProblems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Unrolling in algorithms.md 8.6: y_t = y_{t-1} - 0.3 (Q y_{t-1} - A x), Q = diag(1, 2), A = [[1,
 * 1/2], [0, 1]], y_0 = 0, b = (1, 1). A direction is (dy_T/dx)^T b.
 */
class UnrollingTest {
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
      Gaussian.fill(UNROLLED.context(0).key(Purpose.DIRECTION, j), u);
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

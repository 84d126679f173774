package org.bilevel4j.solvers.robust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.DualSide.Kind;
import org.bilevel4j.core.problem.Purpose;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.quadratic.QuadraticBlock;
import org.bilevel4j.quadratic.QuadraticForm;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.bilevel4j.solvers.Runs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Unrolling differentiates the steps as they were made, heavy-ball buffers and weight decay
 * included: with f = y_1 + y_2 and grad_y g = Q y - A x every direction is the same linear function
 * of the steps.
 */
class MomentumUnrollingTest {
  private static final double ALPHA = 0.1;
  private static final double BETA = 0.3;
  private static final double MU = 0.6;

  private static QuadraticProblem problem() {
    QuadraticForm f = QuadraticForm.of(2, 2, 0, Map.of("y", Vec.of(1, 1)), 0);
    QuadraticForm g =
        QuadraticForm.of(
            2, 2, 0, Map.of("yy", Vec.of(1, 0, 0, 2), "xy", Vec.of(-1, 0, -0.5, -1)), 0);
    return QuadraticProblem.of("unrolled", 2, Kind.SIMPLEX, List.of(new QuadraticBlock(f, g)));
  }

  private static Vec moved(
      String solver, String estimator, double decay, int lowerSteps, int steps) {
    Map<String, Object> set = new HashMap<>();
    set.put("alpha", ALPHA);
    set.put("beta", BETA);
    set.put("momentum.y", MU);
    set.put("momentum.weightDecay", decay);
    set.put("lowerSteps", lowerSteps);
    set.put("estimator", estimator);
    set.put("lowerBatch", "full");
    set.put("upperBatch", "full");
    return Runs.last(problem(), solver, set, steps).x();
  }

  /** (1, 1) dy/dx after some steps from rest, by walking along each unit of x. */
  private static Vec derivative(double decay, int steps) {
    Vec out = Vec.zeros(2);
    for (int a = 0; a < 2; a++) {
      double[] pull = a == 0 ? new double[] {1, 0} : new double[] {0.5, 1};
      double[] y = new double[2];
      double[] buffer = new double[2];
      for (int t = 0; t < steps; t++) {
        for (int j = 0; j < 2; j++) {
          buffer[j] = MU * buffer[j] + (j + 1 + decay) * y[j] - pull[j];
          y[j] -= BETA * buffer[j];
        }
      }
      out.set(a, y[0] + y[1]);
    }
    return out;
  }

  /** x after some steps from 0, which decays too. */
  private static Vec expected(double decay, int unrolled, int steps) {
    Vec x = Vec.zeros(2);
    for (int k = 0; k < steps; k++) {
      x.scale(1 - ALPHA * decay);
      x.axpy(-ALPHA, derivative(decay, unrolled));
    }
    return x;
  }

  @ParameterizedTest
  @CsvSource({
    "morbit, reverse, 5",
    "morbit, forward, 5",
    "morbit, truncated-reverse(depth=2), 2",
    "morbit, one-step, 1",
    "min-avg, reverse, 5",
    "min-avg, forward, 5",
    "min-avg, truncated-reverse(depth=3), 3"
  })
  void should_differentiate_the_momentum_of_the_lower_steps(
      String solver, String estimator, int unrolled) {
    for (int steps : new int[] {1, 2}) { // the second step comes with a buffer, a constant
      for (double decay : new double[] {0, 0.25}) {
        Vec x = moved(solver, estimator, decay, 5, steps);

        assertThat(x.distance(expected(decay, unrolled, steps))).isLessThan(1e-15);
      }
    }
    assertThat(derivative(0, 5).distance(derivative(0, 4))).isGreaterThan(0.01);
    assertThat(derivative(0, 5).distance(derivative(0.25, 5))).isGreaterThan(0.01);
  }

  @Test
  void should_follow_the_momentum_along_each_direction_of_differences() {
    Vec exact = derivative(0.25, 5);
    Vec h = Vec.zeros(2);
    int directions = 3;
    for (int j = 0; j < directions; j++) {
      Rng rng = Key.of(1).child(0).child(Purpose.DIRECTION.name()).child(j).rng();
      Vec u = Vec.of(rng.nextGaussian(), rng.nextGaussian());
      h.axpy(exact.dot(u) / directions, u);
    }

    Vec x = moved("morbit", "zeroth-order(of=lower-path, directions=3)", 0.25, 5, 1);

    h.scale(-ALPHA);
    assertThat(x.distance(h)).isLessThan(1e-12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"morbit", "min-avg"})
  void should_refuse_to_carry_a_derivative_past_a_momentum(String solver) {
    assertThatThrownBy(() -> moved(solver, "forward(carry=true)", 0, 5, 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("forward(carry=true)")
        .hasMessageContaining("momentum.y is 0.6, not 0")
        .hasMessageContaining("reverse");
  }

  @ParameterizedTest
  @CsvSource({
    "morbit, reverse",
    "morbit, reverse(depth=2)",
    "min-avg, forward",
    "min-avg, zeroth-order"
  })
  void should_refuse_to_unroll_steps_of_adam(String solver, String estimator) {
    assertThatThrownBy(() -> Runs.solver(solver, adam(estimator)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("estimator '" + estimator)
        .hasMessageContaining("which it cannot past momentum.lowerRule=adam")
        .hasMessageContaining("heavy-ball");
  }

  @ParameterizedTest
  @ValueSource(strings = {"one-step", "truncated-reverse(depth=1)", "cg", "direct-only"})
  void should_serve_adam_where_no_derivative_goes_from_step_to_step(String estimator) {
    Map<String, Object> set = new HashMap<>(adam(estimator));
    set.put("lowerSteps", 3);

    Vec x = Runs.last(problem(), "morbit", set, 5).x();

    assertThat(x.isFinite()).isTrue();
    assertThat(x.norm() > 0).isEqualTo(!estimator.equals("direct-only")); // f has no x of its own
  }

  private static Map<String, Object> adam(String estimator) {
    return Map.of("momentum.lowerRule", "adam", "estimator", estimator);
  }
}

package org.bilevel4j.solvers.estimators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.DualSide.Kind;
import org.bilevel4j.quadratic.Noise;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.bilevel4j.quadratic.QuadraticSolution;
import org.bilevel4j.testkit.ReferenceProblems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Estimators that keep something from step to step, on H = diag(1, 4), b = (1, 1) of
 * docs/ALGORITHMS.md, closed form 6, and on noise.
 */
class TrackedAdjointsTest {
  private static final Directions REFERENCE = Directions.at0(Directions.reference());

  private static void check(Vec v, double first, double second, double error) {
    assertThat(v.get(0)).isCloseTo(first, within(error));
    assertThat(v.get(1)).isCloseTo(second, within(error));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.2, 0.2",
    "1, 0.36, 0.24",
    "5, 0.737856, 0.249984",
    "20, 0.9907766, 0.25",
  })
  void should_sum_the_neumann_series_by_one_step_more_from_zero(
      int terms, double first, double second) {
    Vec v = REFERENCE.of("fixed-point(warm=false, step=0.2, steps=" + (terms + 1) + ")");

    check(v, first, second, 5e-8);
  }

  @Test
  void should_go_on_from_the_last_solution() {
    Vec twice = REFERENCE.of("fixed-point(step=0.2, steps=3)", 2);
    Vec pair = REFERENCE.of("value-function(sigma=1e6, step=0.2, steps=3)", 2);

    check(twice, 0.737856, 0.249984, 1e-15);
    check(pair, 0.737856, 0.249984, 1e-6);
  }

  @Test
  void should_follow_the_adjoint_one_step_behind() {
    check(REFERENCE.of("tracking(step=0.2)", 1), 0, 0, 0);
    check(REFERENCE.of("tracking(step=0.2)", 2), 0.2, 0.2, 1e-16);
    check(REFERENCE.of("tracking(step=0.2)", 7), 0.737856, 0.249984, 1e-15);
    check(REFERENCE.of("tracking(step=0.2)", 300), 1, 0.25, 1e-15);
  }

  @Test
  void should_keep_the_adjoint_inside_a_ball() {
    Vec v = REFERENCE.of("tracking(step=0.2, radius=0.5)", 50);

    assertThat(v.norm()).isCloseTo(0.5, within(1e-15));
  }

  @Test
  void should_average_hessians_from_where_it_is_told_to_start() {
    String fromIdentity = "averaged-hessian(average.newWeight=0.5, average.start=identity)";

    check(REFERENCE.of(fromIdentity, 1), 1, 1, 0); // the old s
    check(REFERENCE.of(fromIdentity, 2), 1, 1 / 2.5, 1e-15);
    check(REFERENCE.of(fromIdentity, 60), 1, 0.25, 1e-15);
    check(REFERENCE.of("averaged-hessian", 1), 1, 0.25, 1e-15);
  }

  @Test
  void should_raise_eigenvalues_and_clip_cross_derivatives_as_told() {
    check(REFERENCE.of("storm-hessian", 3), 1, 0.25, 1e-15);
    check(REFERENCE.of("storm-hessian(leastCurvature=2)", 3), 0.5, 0.25, 1e-15);
    check(REFERENCE.of("storm-hessian(radius=1)", 3), 1 / Math.sqrt(2), 0.25 / Math.sqrt(2), 1e-15);
  }

  /** Deviation of the directions of some steps from their mean on the same place. */
  private static double noise(String estimator, BlockSet set) {
    QuadraticProblem exact = ReferenceProblems.random(Kind.NONE, 4, 3, 2, 5);
    Vec x = Vec.of(0.4, -0.7, 0.2);
    Directions rows =
        new Directions(
            exact.withNoise(new Noise(256, 0.0, 0.2, 1)),
            x,
            new QuadraticSolution(exact).lower(x),
            set,
            0,
            0,
            Batch.of(4));
    Vec truth = rows.of("exact(batch=full)");
    Adjoint adjoint = rows.started(estimator);
    double sum = 0;
    for (int k = 0; k < 400; k++) {
      Vec h = rows.of(adjoint, k, Weights.constant(1));
      sum += k < 100 ? 0 : h.distance(truth) * h.distance(truth);
    }
    return Math.sqrt(sum / 300);
  }

  @ParameterizedTest
  @ValueSource(strings = {"storm-hessian(tau=0.05)", "averaged-hessian(average.newWeight=0.05)"})
  void should_have_less_noise_than_one_batch(String estimator) {
    BlockSet all = BlockSet.all(4);

    assertThat(noise(estimator, all)).isLessThan(0.6 * noise("exact", all));
  }

  /**
   * sigma (y_sigma - z) tends to -v* (docs/ALGORITHMS.md 2.7): with H_f the Hessian of f in y, v is
   * (H + H_f / sigma)^-1 b, and the bias halves when sigma doubles.
   */
  @Test
  void should_tend_to_the_adjoint_as_the_multiplier_grows() {
    QuadraticProblem problem = ReferenceProblems.random(Kind.NONE, 1, 3, 2, 5);
    Vec x = Vec.of(0.4, -0.7, 0.2);
    Directions rest =
        new Directions(
            problem,
            x,
            new QuadraticSolution(problem).lower(x),
            BlockSet.all(1),
            0,
            0,
            Batch.full());
    Vec truth = rest.of("exact");
    double last = 0;
    for (int sigma = 20; sigma <= 20 << 8; sigma *= 2) {
      Vec h = rest.of("value-function(warm=false, steps=200, step=0.8, sigma=" + sigma + ")");
      double bias = h.distance(truth);
      if (sigma > 20) {
        assertThat(last / bias).as("bias ratio at %s", sigma).isBetween(1.7, 2.3);
      }
      last = bias;
    }
    assertThat(last).isLessThan(2e-3);
  }

  @Test
  void should_read_the_adjoint_off_the_pair() {
    Adjoint pair = REFERENCE.started("value-function(sigma=1e4, steps=400, step=0.2)");
    REFERENCE.of(pair, 0, Weights.constant(1));
    Blocks[] v = new Blocks[1];

    pair.visit(
        new EstimatorContractTest.Kept() {
          @Override
          public void blocks(String name, Blocks kept) {
            v[0] = kept;
          }
        });

    check(v[0].at(0), 1, 0.25, 1e-10); // f is linear in y here: no bias
  }

  /** What z is short of the solution is not multiplied by sigma. */
  @Test
  void should_not_magnify_what_the_lower_level_is_short_of() {
    QuadraticProblem problem = ReferenceProblems.random(Kind.NONE, 4, 3, 2, 5);
    Vec x = Vec.of(0.4, -0.7, 0.2);
    Directions away =
        new Directions(
            problem, x, Blocks.state(problem.lowerDims()), BlockSet.all(4), 0, 0, Batch.full());
    String pair = "value-function(warm=false, steps=20, step=0.8, sigma=";

    Vec thousand = away.of(pair + "1e3)");
    Vec million = away.of(pair + "1e6)");

    assertThat(thousand.distance(million)).isLessThan(1e-2 * million.norm());
  }
}

package org.bilevel4j.solvers.estimators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.DualSide.Kind;
import org.bilevel4j.core.problem.Purpose;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.quadratic.Noise;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.bilevel4j.solvers.lower.LowerTrajectory;
import org.bilevel4j.solvers.lower.TrajectoryRule;
import org.bilevel4j.solvers.updates.Momentum;
import org.bilevel4j.solvers.updates.Momentum.LowerRule;
import org.bilevel4j.testkit.ReferenceProblems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Unrolled steps with momentum and weight decay against differences of the whole lower path, from
 * warm starts and from those that move with x. Every step has rows of its own, and so a Hessian of
 * its own.
 */
class TrajectoryRuleTest {
  private static final int STEPS = 4;
  private static final double ETA = 0.4;
  private static final BlockSet ALL = BlockSet.all(3);
  private static final Weights WEIGHTS = Weights.of(Vec.of(0.5, 0.2, 0.3));
  private static final Vec X = Vec.of(0.4, -0.7, 0.2);

  private final QuadraticProblem inner =
      ReferenceProblems.random(Kind.NONE, 3, 3, 2, 5).withNoise(new Noise(32, 0.3, 0.05, 1));
  private final BilevelProblem problem = new MovingStart(inner);
  private final Directions from =
      new Directions(problem, X, Blocks.state(inner.lowerDims()), ALL, 0, 0, Batch.of(4));

  /**
   * The lower steps as a solver makes them, with a buffer that is not zero at first.
   *
   * @param held how many of the first steps are made at X whatever x is
   */
  private LowerTrajectory descended(Step k, Momentum options, boolean cold, int held, Vec x) {
    Momentum.Buffers buffers = options.start(k, x, Blocks.state(inner.lowerDims()));
    buffers.lower(k, filled(k, 0.3), filled(k, 0));
    LowerTrajectory y =
        cold
            ? LowerTrajectory.cold(k, ALL, held > 0 ? X : x, Batch.of(4))
            : LowerTrajectory.from(k, ALL, held > 0 ? X : x, filled(k, 0.5), Batch.of(4));
    y = y.under(options.rule());
    for (int t = 0; t < STEPS; t++) {
      Vec at = t < held ? X : x;
      Blocks slope = k.lower(ALL, at, y.last(), k.draw(Purpose.LOWER, t, Batch.of(4))).gradY();
      y.descend(ETA, buffers.lower(k, slope, y.last()));
    }
    return y;
  }

  private static Blocks filled(Step k, double value) {
    Blocks out = k.blocks(ALL, k.problem().lowerDims());
    out.flat().fill(value);
    return out;
  }

  private Vec direction(String estimator, Momentum options, boolean cold) {
    Step k = from.context(0);
    LowerTrajectory y = descended(k, options, cold, 0, X);
    return from.started(estimator).direction(k, y, y.upper(Draw.full()), WEIGHTS);
  }

  /** Central differences of sum_i w_i f_i(x, y_i,T(x)), some of the first steps held. */
  private Vec differences(Momentum options, boolean cold, int held) {
    Vec h = Vec.zeros(3);
    for (int j = 0; j < 3; j++) {
      double up = objective(options, cold, held, j, 1e-4);
      h.set(j, (up - objective(options, cold, held, j, -1e-4)) / 2e-4);
    }
    return h;
  }

  private double objective(Momentum options, boolean cold, int held, int j, double by) {
    Vec x = X.copy();
    x.add(j, by);
    Step k = from.context(0);
    Blocks end = descended(k, options, cold, held, x).last();
    return weighted(k, x, end);
  }

  private static double weighted(Step k, Vec x, Blocks y) {
    Vec values = k.upper(ALL, x, y, Draw.full()).values();
    return WEIGHTS.at(0) * values.get(0)
        + WEIGHTS.at(1) * values.get(1)
        + WEIGHTS.at(2) * values.get(2);
  }

  @ParameterizedTest
  @CsvSource({
    "reverse, true, 0.6, 0, 0",
    "reverse, true, 0, 0.3, 0",
    "reverse, true, 0.6, 0.3, 0",
    "reverse, false, 0.6, 0.3, 0",
    "truncated-reverse(depth=4), true, 0.6, 0.3, 0",
    "truncated-reverse(depth=3), true, 0.6, 0.3, 1",
    "truncated-reverse(depth=2), false, 0.6, 0.3, 2",
    "one-step, true, 0.6, 0.3, 3",
    "forward, true, 0.6, 0, 0",
    "forward, true, 0, 0.3, 0",
    "forward, true, 0.6, 0.3, 0",
    "forward, false, 0.6, 0.3, 0"
  })
  void should_differentiate_the_whole_lower_path(
      String estimator, boolean cold, double momentum, double decay, int held) {
    Momentum options = new Momentum(0, momentum, decay, LowerRule.HEAVY_BALL);

    Vec h = direction(estimator, options, cold);

    assertThat(h.distance(differences(options, cold, held))).isLessThan(1e-7 * h.norm());
    assertThat(h.distance(differences(Momentum.none(), cold, held))).isGreaterThan(1e-3);
  }

  @ParameterizedTest
  @CsvSource({
    "lower-path, true, 1e-6",
    "lower-path, false, 1e-6",
    "objective, true, 1e-4",
    "objective, false, 1e-4"
  })
  void should_make_the_same_moves_beside_x(String of, boolean cold, double error) {
    // GIVEN the directions that are drawn, and the part of h that is differenced along them
    Momentum options = new Momentum(0, 0.6, 0.3, LowerRule.HEAVY_BALL);
    Vec expected =
        of.equals("lower-path") ? direction("direct-only", options, cold).copy() : Vec.zeros(3);
    Vec differenced = direction("reverse", options, cold).copy();
    differenced.axpy(-1, expected.copy());
    for (int j = 0; j < 2; j++) {
      Vec u = Vec.zeros(3);
      GaussianDirections.fill(from.context(0).key(Purpose.DIRECTION, j), u);
      expected.axpy(differenced.dot(u) / 2, u);
    }

    Vec h = direction("zeroth-order(of=" + of + ", directions=2, mu=1e-7)", options, cold);

    assertThat(h.distance(expected)).isLessThan(error * expected.norm());
  }

  @Test
  void should_carry_a_derivative_past_decaying_steps() {
    // GIVEN the derivative of two steps, kept for two more on the same rows
    Momentum options = new Momentum(0, 0, 0.3, LowerRule.HEAVY_BALL);
    Adjoint carried = from.started("forward(carry=true)");
    Step k = from.context(0);
    LowerTrajectory first = half(k, options, X, filled(k, 0.5));
    carried.direction(k, first, first.upper(Draw.full()), WEIGHTS);
    LowerTrajectory second = half(k, options, X, first.last());

    Vec h = carried.direction(k, second, second.upper(Draw.full()), WEIGHTS);

    for (int j = 0; j < 3; j++) {
      double[] value = new double[2];
      for (int side = 0; side < 2; side++) {
        Vec x = X.copy();
        x.add(j, side == 0 ? 1e-4 : -1e-4);
        Blocks end = half(k, options, x, half(k, options, x, filled(k, 0.5)).last()).last();
        value[side] = weighted(k, x, end);
      }
      assertThat((value[0] - value[1]) / 2e-4).isCloseTo(h.get(j), within(1e-7));
    }
  }

  private LowerTrajectory half(Step k, Momentum options, Vec x, Blocks start) {
    Momentum.Buffers buffers = options.start(k, x, start);
    LowerTrajectory y = LowerTrajectory.from(k, ALL, x, start, Batch.of(4)).under(options.rule());
    for (int t = 0; t < 2; t++) {
      y.descend(ETA, buffers.lower(k, y.points().gradY(), y.last()));
    }
    return y;
  }

  @Test
  void should_keep_its_rule_in_other_rounds_and_on_one_batch() {
    TrajectoryRule rule = new TrajectoryRule(0.6, 0.3);
    LowerTrajectory y = LowerTrajectory.cold(from.context(0), ALL, X, Batch.of(4)).under(rule);

    assertThat(y.inRound(2).rule()).isEqualTo(rule);
    assertThat(y.onOneBatch().rule()).isEqualTo(rule);
    assertThat(y.start().moves()).isTrue();
  }

  @Test
  void should_refuse_momentum_over_steps_of_two_sizes() {
    Step k = from.context(0);
    LowerTrajectory plain =
        LowerTrajectory.cold(k, ALL, X, Batch.of(4)).under(new TrajectoryRule(0, 0.3));
    LowerTrajectory rolling =
        LowerTrajectory.cold(k, ALL, X, Batch.of(4)).under(new TrajectoryRule(0.6, 0));
    plain.descend(ETA, plain.points().gradY());
    plain.descend(ETA / 2, plain.points().gradY());
    rolling.descend(ETA, rolling.points().gradY());

    assertThatThrownBy(() -> rolling.descend(ETA / 2, rolling.points().gradY()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("a step of 0.2 follows one of 0.4");
    assertThat(plain.steps()).isEqualTo(2);
  }
}

package org.bilevel4j.solvers.robust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.DualSide.Kind;
import org.bilevel4j.core.problem.Purpose;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.quadratic.Noise;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.bilevel4j.solvers.Runs;
import org.bilevel4j.solvers.lower.AuthorScriptOptions;
import org.bilevel4j.solvers.lower.LowerTrajectory;
import org.bilevel4j.solvers.updates.Adam;
import org.bilevel4j.solvers.updates.HeavyBall;
import org.bilevel4j.solvers.updates.SimplexStep;
import org.bilevel4j.testkit.ReferenceProblems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the published scripts do and the paper does not. */
class ScriptHabitsTest {
  private final QuadraticProblem problem =
      ReferenceProblems.random(Kind.NONE, 3, 3, 2, 5).withNoise(new Noise(32, 0.3, 0.05, 1));
  private final Vec x = Vec.of(0.4, -0.7, 0.2);

  private Step context() {
    Workspace workspace = Workspace.single();
    BlockSet all = BlockSet.all(3);
    return new Step(problem, problem.open(workspace), workspace, Key.of(3), 0, 9, all, r -> 1);
  }

  private LowerTrajectory descended(AuthorScriptOptions habits, Step k) {
    Blocks start = Blocks.zeros(BlockSet.all(3), problem.lowerDims());
    LowerTrajectory y = habits.path(k, BlockSet.all(3), x, start, Batch.of(4));
    for (int t = 0; t < 3; t++) {
      y.descend(0.3, y.points().gradY());
    }
    return y;
  }

  @Test
  void should_draw_once_for_all_lower_steps_on_one_batch() {
    Step k = context();
    LowerTrajectory fresh = descended(AuthorScriptOptions.none(), k);
    LowerTrajectory same = descended(new AuthorScriptOptions(true, false), k);

    for (int t = 0; t < 3; t++) {
      Vec slope =
          k.lower(BlockSet.all(3), x, same.before(t), k.draw(Purpose.LOWER, 0, Batch.of(4)))
              .gradY()
              .flat();
      assertThat(same.pointsBefore(t).gradY().flat().toArray()).containsExactly(slope.toArray());
      assertThat(same.again(t, x, same.before(t)).gradY().flat().toArray())
          .containsExactly(slope.toArray());
    }
    assertThat(same.before(1).flat().toArray()).containsExactly(fresh.before(1).flat().toArray());
    assertThat(same.last().flat().distance(fresh.last().flat())).isGreaterThan(1e-3);
  }

  @Test
  void should_leak_every_lower_gradient_unweighted() {
    Step k = context();
    LowerTrajectory y = descended(new AuthorScriptOptions(false, true), k);
    Vec h = Vec.zeros(3);
    Vec expected = Vec.zeros(3);
    for (int t = 0; t < 3; t++) {
      for (int i = 0; i < 3; i++) {
        BlockSet one = BlockSet.of(3, i);
        k.lower(one, x, y.before(t), k.draw(Purpose.LOWER, t, Batch.of(4)))
            .addGradX(Weights.constant(1), expected);
      }
    }

    new AuthorScriptOptions(false, true).leak(y, h);

    assertThat(h.distance(expected)).isLessThan(1e-14);
    assertThat(h.norm()).isGreaterThan(0.1);
    Vec untouched = Vec.zeros(3);
    AuthorScriptOptions.none().leak(y, untouched);
    assertThat(untouched.norm()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"morbit", "min-avg"})
  void should_step_along_what_leaks(String solver) {
    // GIVEN one step of 0.1 from x = 0 with and without the leak
    QuadraticProblem exact = ReferenceProblems.random(Kind.SIMPLEX, 3, 3, 2, 5);
    Map<String, Object> plain =
        Map.of("alpha", 0.1, "lowerSteps", 2, "lowerBatch", "full", "upperBatch", "full");
    Map<String, Object> leaking = new java.util.HashMap<>(plain);
    leaking.put("lower.leakGradients", true);

    Vec without = Runs.last(exact, solver, plain, 1).x();
    Vec with = Runs.last(exact, solver, leaking, 1).x();

    // THEN they differ by grad_x g of both lower steps, from all blocks alike
    Workspace workspace = Workspace.single();
    BlockSet all = BlockSet.all(3);
    Step k = new Step(exact, exact.open(workspace), workspace, Key.of(1), 0, 9, all, r -> 1);
    Vec zero = Vec.zeros(3);
    LowerTrajectory y =
        LowerTrajectory.from(k, all, zero, Blocks.zeros(all, exact.lowerDims()), Batch.full());
    y.descend(0.5, y.points().gradY());
    y.descend(0.5, y.points().gradY());
    Vec leak = Vec.zeros(3);
    new AuthorScriptOptions(false, true).leak(y, leak);
    Vec moved = with.copy();
    moved.axpy(-1, without);
    moved.axpy(0.1, leak);
    assertThat(moved.norm()).isLessThan(1e-15);
    assertThat(leak.norm()).isGreaterThan(0.1);
  }

  @Test
  void should_rest_where_weights_decay() {
    // f_1 = (y-1)^2/2, f_2 = (y+1)^2, g_i = (y-x)^2/2: y rests at x/(1+d), and
    // (3 y + 1)/2 + d x = 0 because the estimator does not know of the decay
    double d = 0.1;
    Map<String, Object> set =
        Map.of("momentum.weightDecay", d, "estimator", "exact", "alpha", 0.1, "beta", 0.5);

    Vec rest = Runs.last(ReferenceProblems.p2(Kind.NONE), "min-avg", set, 5_000).x();

    assertThat(rest.get(0)).isCloseTo(-1 / (3 / (1 + d) + 2 * d), within(1e-12));
  }

  @Test
  void should_let_the_weights_decay_against_their_losses() {
    SimplexStep step =
        new SimplexStep(SimplexStep.At.OLD_X, SimplexStep.Rule.EUCLIDEAN, 0, false, 0, 0, 0.2);
    Vec lambda = Vec.of(0.6, 0.4);

    step.climb(lambda, 0.1, Vec.of(1, 0), HeavyBall.of(0, 2));

    // (.6 + .1 (1 - .12), .4 - .1 .08) = (.688, .392), less .04 each
    assertThat(lambda.get(0)).isCloseTo(0.648, within(1e-15));
    assertThat(lambda.get(1)).isCloseTo(0.352, within(1e-15));
  }

  @Test
  void should_follow_adam_as_its_paper_has_it() {
    Step k = context();
    Dims dims = Dims.uniform(3, 2);
    Adam adam = new Adam(Blocks.state(dims), Blocks.state(dims), new long[3]);
    BlockSet two = BlockSet.of(3, 0, 2);
    Blocks g = Blocks.zeros(two, Dims.uniform(3, 2));
    g.at(2).copyFrom(Vec.of(1, -5));

    Vec first = adam.through(k, g).at(2).copy();
    g.at(2).copyFrom(Vec.of(3, 0));
    Vec second = adam.through(k, g).at(2).copy();

    // the first step has the length of the sign; then m = .39, s = .009999, over .19 and .001999
    assertThat(first.get(0)).isCloseTo(1, within(2e-8));
    assertThat(first.get(1)).isCloseTo(-1, within(1e-8));
    double expected = 0.39 / 0.19 / (Math.sqrt(0.009999 / 0.001999) + 1e-8);
    assertThat(second.get(0)).isCloseTo(expected, within(1e-12));
    assertThat(second.get(1))
        .isCloseTo(-0.45 / 0.19 / Math.sqrt(0.024975 / 0.001999), within(1e-8));
  }

  @Test
  void should_refuse_two_momenta_of_y() {
    assertThatThrownBy(
            () -> Runs.solver("morbit", Map.of("momentum.y", 0.9, "momentum.lowerRule", "adam")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("momentum.y is 0.9, but lowerRule=adam has a momentum of its own");
  }
}

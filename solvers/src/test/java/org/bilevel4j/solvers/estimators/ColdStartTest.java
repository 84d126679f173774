package org.bilevel4j.solvers.estimators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.DualSide.Kind;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.Purpose;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.run.CountingOracle;
import org.bilevel4j.core.run.OracleCounts;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.solver.Cost;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.bilevel4j.solvers.Runs;
import org.bilevel4j.solvers.lower.LowerTrajectory;
import org.bilevel4j.testkit.ReferenceProblems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lower steps that begin at y_init(x): what is unrolled goes on into the start. */
class ColdStartTest {
  private static final int STEPS = 3;
  private static final double ETA = 0.4;
  private static final Weights WEIGHTS = Weights.of(Vec.of(0.5, 0.2, 0.3));
  private static final Vec X = Vec.of(0.4, -0.7, 0.2);

  private final QuadraticProblem inner = ReferenceProblems.random(Kind.NONE, 3, 3, 2, 5);
  private final BilevelProblem problem = new MovingStart(inner);
  private final Directions from =
      new Directions(
          problem, X, Blocks.state(inner.lowerDims()), BlockSet.all(3), 0, 0, Batch.full());

  private LowerTrajectory descended(Step k, BlockSet set, Vec x) {
    LowerTrajectory y = LowerTrajectory.cold(k, set, x, Batch.full());
    for (int t = 0; t < STEPS; t++) {
      y.descend(ETA, y.points().gradY());
    }
    return y;
  }

  private Vec direction(String estimator, BlockSet set) {
    Step k = from.context(0);
    LowerTrajectory y = descended(k, set, X);
    UpperPoints f = y.upper(Draw.full());
    return from.started(estimator).direction(k, y, f, WEIGHTS);
  }

  /** Central differences of sum_i w_i f_i(x, y_i,T(x)), the whole lower path made again. */
  private Vec differences(BlockSet set) {
    Vec h = Vec.zeros(3);
    for (int j = 0; j < 3; j++) {
      h.set(j, (objective(set, j, 1e-4) - objective(set, j, -1e-4)) / 2e-4);
    }
    return h;
  }

  private double objective(BlockSet set, int j, double by) {
    Vec x = X.copy();
    x.add(j, by);
    Vec values = descended(from.context(0), set, x).upper(Draw.full()).values();
    double sum = 0;
    for (int p = 0; p < set.size(); p++) {
      sum += WEIGHTS.at(set.id(p)) * values.get(p);
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(strings = {"reverse", "truncated-reverse(depth=3)", "forward"})
  void should_differentiate_through_the_start(String estimator) {
    for (BlockSet set : new BlockSet[] {BlockSet.all(3), BlockSet.of(3, 0, 2)}) {
      Vec h = direction(estimator, set);

      assertThat(h.distance(differences(set))).isLessThan(1e-7 * h.norm());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"reverse", "forward", "zeroth-order"})
  void should_take_a_start_that_earlier_steps_left_for_a_constant(String estimator) {
    // GIVEN a warm path that happens to begin at y_init(x)
    Step k = from.context(0);
    Blocks start = k.coldLower(BlockSet.all(3), X).copy();
    Directions warm = new Directions(problem, X, start, BlockSet.all(3), STEPS, ETA, Batch.full());
    Directions constant =
        new Directions(inner, X, start, BlockSet.all(3), STEPS, ETA, Batch.full());

    Vec h = warm.of(warm.started(estimator), 0, WEIGHTS);

    assertThat(h.toArray())
        .containsExactly(constant.of(constant.started(estimator), 0, WEIGHTS).toArray());
    assertThat(h.distance(direction(estimator, BlockSet.all(3)))).isGreaterThan(0.01);
  }

  @Test
  void should_leave_the_start_out_with_the_steps_before_the_truncation() {
    Blocks start = from.context(0).coldLower(BlockSet.all(3), X).copy();
    Directions constant =
        new Directions(inner, X, start, BlockSet.all(3), STEPS, ETA, Batch.full());

    Vec h = direction("truncated-reverse(depth=2)", BlockSet.all(3));

    Adjoint same = constant.started("truncated-reverse(depth=2)");
    assertThat(h.toArray()).containsExactly(constant.of(same, 0, WEIGHTS).toArray());
  }

  @ParameterizedTest
  @CsvSource({"lower-path, 1e-6", "objective, 1e-4"})
  void should_start_again_beside_x_in_differences(String of, double error) {
    // GIVEN the directions that are drawn, and the part of h that is differenced along them
    boolean path = of.equals("lower-path");
    Vec expected = path ? direction("direct-only", BlockSet.all(3)) : Vec.zeros(3);
    Vec differenced = direction("reverse", BlockSet.all(3)).copy();
    differenced.axpy(-1, expected.copy());
    for (int j = 0; j < 2; j++) {
      Vec u = Vec.zeros(3);
      GaussianDirections.fill(from.context(0).key(Purpose.DIRECTION, j), u);
      expected.axpy(differenced.dot(u) / 2, u);
    }

    Vec h = direction("zeroth-order(of=" + of + ", directions=2, mu=1e-7)", BlockSet.all(3));

    assertThat(h.distance(expected)).isLessThan(error * expected.norm());
  }

  @ParameterizedTest
  @ValueSource(strings = {"reverse", "truncated-reverse(depth=2)", "forward", "zeroth-order", "cg"})
  void should_ask_what_the_cost_of_a_cold_start_says(String name) {
    OracleCounts counts = new OracleCounts();
    Workspace workspace = Workspace.single();
    Step k =
        from.context(0, CountingOracle.of(problem, problem.open(workspace), counts), workspace);
    LowerTrajectory y = descended(k, BlockSet.all(3), X);

    from.started(name).direction(k, y, y.upper(Draw.full()), WEIGHTS);

    Cost cost = Hypergradient.parse(name).coldCost(STEPS);
    for (OracleCall call : OracleCall.values()) {
      Cost.Times stated = cost.and(OracleCall.LOWER_GRAD_Y, STEPS).of(call, problem);
      assertThat(counts.calls(call))
          .as("%s of %s", call, name)
          .isBetween(3 * stated.least(), 3 * stated.most());
    }
  }

  @Test
  void should_refuse_to_carry_a_derivative_over_a_cold_start() {
    assertThatThrownBy(
            () -> Runs.solver("bsa", Map.of("coldStart", true, "estimator", "forward(carry=true)")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("goes on from the last step's lower iterates")
        .hasMessageContaining("without carry");
  }

  @ParameterizedTest
  @ValueSource(strings = {"reverse", "forward"})
  void should_rest_where_the_loss_after_cold_steps_does(String estimator) {
    Map<String, Object> set =
        Map.of(
            "coldStart", true,
            "estimator", estimator,
            "lowerSteps", STEPS,
            "etaY", ETA,
            "etaX", 0.2);

    try (Run<?> run = Run.of("bsa", Runs.solver("bsa", set), problem, RunSpec.of(1, 3_000))) {
      Vec x = run.execute(List.of()).last().x();

      assertThat(slope(x)).isLessThan(1e-6);
    }
    Vec warm =
        Runs.last(problem, "bsa", Map.of("estimator", estimator, "lowerSteps", STEPS), 3_000).x();
    assertThat(slope(warm)).isGreaterThan(1e-2);
  }

  /** The norm of the gradient of the mean loss after the cold steps, by differences. */
  private double slope(Vec at) {
    double sum = 0;
    for (int j = 0; j < 3; j++) {
      double[] value = new double[2];
      for (int side = 0; side < 2; side++) {
        Vec x = at.copy();
        x.add(j, side == 0 ? 1e-4 : -1e-4);
        Vec values = descended(from.context(0), BlockSet.all(3), x).upper(Draw.full()).values();
        value[side] = (values.get(0) + values.get(1) + values.get(2)) / 3;
      }
      double d = (value[0] - value[1]) / 2e-4;
      sum += d * d;
    }
    return Math.sqrt(sum);
  }
}

package org.bilevel4j.core.auto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.config.Role;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DelegatingShape;
import org.bilevel4j.core.problem.DualSide.Kind;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.solver.Schedule;
import org.bilevel4j.quadratic.QuadraticBlock;
import org.bilevel4j.quadratic.QuadraticForm;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.junit.jupiter.api.Test;

class CurvatureEstimatorTest {
  /**
   * f = y'y/2 - 3/2 y_2 + x^2 + alpha y_1 - alpha^2, g = y' diag(1, 4) y / 2 - x (y_1 + y_2): L_g =
   * 4, mu_g = 1, L_f = 1, L_aa = 2; y* = x (1, 1/4), alpha* = x/2, F = x^2 (1/2 + 1/32 + 1 + 1/4) +
   * ..., so L_F = 57/16.
   */
  private static QuadraticProblem problem() {
    QuadraticForm f =
        QuadraticForm.of(
            1,
            2,
            1,
            Map.of(
                "yy", Vec.of(1, 0, 0, 1),
                "y", Vec.of(0, -1.5),
                "xx", Vec.of(2),
                "ay", Vec.of(1, 0),
                "aa", Vec.of(2)),
            0);
    QuadraticForm g =
        QuadraticForm.of(1, 2, 0, Map.of("yy", Vec.of(1, 0, 0, 4), "xy", Vec.of(-1, -1)), 0);
    return QuadraticProblem.of("known", 1, Kind.PER_BLOCK, List.of(new QuadraticBlock(f, g)));
  }

  /** The same problem, offering fewer answers. */
  private static final class Fewer extends DelegatingShape implements BilevelProblem {
    private final BilevelProblem inner;
    private final Set<OracleCall> offers;

    Fewer(BilevelProblem inner, OracleCall... offers) {
      super(inner);
      this.inner = inner;
      this.offers = Set.of(offers);
    }

    @Override
    public Set<OracleCall> offers() {
      return offers;
    }

    @Override
    public String oracleName() {
      return "fewer";
    }

    @Override
    public Oracle open(Workspace workspace) {
      return inner.open(workspace);
    }
  }

  private record Params(
      @Param(role = Role.STEP_UPPER) Schedule x,
      @Param(role = Role.STEP_LOWER) Schedule y,
      @Param(role = Role.STEP_DUAL) double dual,
      @Param(role = Role.STEP_PENALISED) Schedule penalised,
      @Param(role = Role.MULTIPLIER) Schedule sigma,
      @Param(role = Role.DIVIDED) boolean divided,
      @Param(role = Role.RADIUS) double radius) {}

  private static Params params(String y, boolean divided) {
    return new Params(
        Schedule.constant(1),
        Schedule.parse(y),
        1,
        Schedule.constant(1),
        Schedule.parse("1 to 9 over 0.5"),
        divided,
        Double.POSITIVE_INFINITY);
  }

  @Test
  void should_find_the_curvatures_of_a_known_problem() {
    CurvatureEstimator probe = new CurvatureEstimator(problem(), 1);

    assertThat(probe.lowerLargest()).isCloseTo(4, within(1e-3));
    assertThat(probe.lowerLeast()).isCloseTo(1, within(0.02));
    assertThat(probe.upperInLower()).isCloseTo(1, within(1e-6));
    assertThat(probe.dualLargest()).isCloseTo(2, within(1e-6));
    assertThat(probe.hypergradient()).isCloseTo(57.0 / 16, within(0.01));
    assertThat(probe.counts().samples()).isPositive();
  }

  @Test
  void should_take_differences_of_gradients_where_no_products_are_offered() {
    CurvatureEstimator probe =
        new CurvatureEstimator(
            new Fewer(
                problem(),
                OracleCall.UPPER_GRAD_X,
                OracleCall.UPPER_GRAD_Y,
                OracleCall.UPPER_GRAD_DUAL,
                OracleCall.LOWER_GRAD_X,
                OracleCall.LOWER_GRAD_Y),
            1);

    assertThat(probe.lowerLargest()).isCloseTo(4, within(1e-3));
    assertThat(probe.hypergradient()).isCloseTo(57.0 / 16, within(0.01));
    assertThat(probe.losses()).isNaN();
    assertThat(probe.counts().calls(OracleCall.LOWER_HVP)).isZero();
  }

  @Test
  void should_choose_steps_that_keep_the_shape_of_schedules() {
    StepSizes.Choice choice =
        StepSizes.choose(
            params("0.3 * k^-0.5", true),
            Set.of("x", "y", "dual", "penalised"),
            new CurvatureEstimator(problem(), 1),
            100,
            "tester");

    Params chosen = (Params) choice.params();
    assertThat(chosen.x()).isEqualTo(Schedule.constant(0.028)); // 0.1 / (57/16)
    assertThat(chosen.y()).isEqualTo(Schedule.parse("0.25 * k^-0.5"));
    assertThat(chosen.dual()).isEqualTo(0.5);
    assertThat(chosen.penalised()).isEqualTo(Schedule.constant(0.27)); // (1 + 9) / (1 + 9 * 4)
    assertThat(choice.remarks()).hasSize(5).anyMatch(r -> r.contains("1/L_g with L_g = 4"));
  }

  @Test
  void should_divide_by_the_penalty_where_the_solver_does_not() {
    StepSizes.Choice choice =
        StepSizes.choose(
            params("0.3", false),
            Set.of("x", "penalised"),
            new CurvatureEstimator(problem(), 1),
            100,
            "tester");

    Params chosen = (Params) choice.params();
    assertThat(chosen.x()).isEqualTo(Schedule.constant(0.0028));
    assertThat(chosen.penalised()).isEqualTo(Schedule.constant(0.027));
    assertThat(chosen.y()).isEqualTo(Schedule.constant(0.3));
  }

  @Test
  void should_choose_the_radius_of_the_ball_when_asked_for_by_name_only() {
    assertThat(StepSizes.names(params("0.3", true))).doesNotContain("radius");
    assertThat(StepSizes.choices(params("0.3", true))).contains("radius");

    StepSizes.Choice choice =
        StepSizes.choose(
            params("0.3", true),
            Set.of("radius"),
            new CurvatureEstimator(problem(), 1),
            100,
            "tester");

    assertThat(((Params) choice.params()).radius()).isCloseTo(15, within(0.3)); // 10 * 1.5 / 1
  }

  @Test
  void should_fall_back_on_the_lower_step_when_no_hypergradient_can_be_formed() {
    CurvatureEstimator probe =
        new CurvatureEstimator(
            new Fewer(
                problem(),
                OracleCall.UPPER_GRAD_X,
                OracleCall.UPPER_GRAD_Y,
                OracleCall.UPPER_GRAD_DUAL,
                OracleCall.LOWER_GRAD_Y),
            1);

    StepSizes.Choice choice =
        StepSizes.choose(params("0.3", true), Set.of("x"), probe, 100, "tester");

    assertThat(((Params) choice.params()).x()).isEqualTo(Schedule.constant(0.0025));
    assertThat(choice.remarks().get(0)).contains("L_F cannot be measured");
  }

  @Test
  void should_warn_of_long_steps_and_of_a_small_penalty() {
    CurvatureEstimator probe = new CurvatureEstimator(problem(), 1);

    assertThat(StepSizes.risks(params("0.2", true), probe, 100)).isEmpty();
    List<String> risks =
        StepSizes.risks(
            new Params(
                Schedule.constant(1),
                Schedule.constant(0.5),
                1,
                Schedule.constant(1),
                Schedule.constant(1),
                true,
                Double.POSITIVE_INFINITY),
            probe,
            100);
    assertThat(risks).hasSize(2);
    assertThat(risks.get(0)).startsWith("y = 0.5 is 2 times 1/L_g at the start");
    assertThat(risks.get(1)).startsWith("sigma = 1 is below 2 L_f/mu_g");
  }
}

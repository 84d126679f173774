package org.bilevel4j.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.WorkerTeam;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.run.Snapshot;
import org.bilevel4j.core.set.Box;
import org.bilevel4j.core.set.ConvexSet;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.eval.exact.ExactOptions;
import org.bilevel4j.eval.testing.FixedState;
import org.bilevel4j.eval.testing.KnownProblems;
import org.bilevel4j.eval.testing.ListedApplication;
import org.bilevel4j.eval.testing.ListedApplication.FirstEntries;
import org.bilevel4j.eval.testing.LogisticProblem;
import org.bilevel4j.eval.testing.SmallProblem;
import org.bilevel4j.quadratic.AffineConstraints;
import org.bilevel4j.quadratic.QuadraticBlock;
import org.bilevel4j.quadratic.QuadraticForm;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.bilevel4j.testkit.RecordingProblem;
import org.junit.jupiter.api.Test;

class MetricSuiteTest {
  private static final Offset<Double> TIGHT = within(1e-7);
  private static final double BEST = 2 * Math.sqrt(2) - 3;

  private static Application application(SmallProblem problem) {
    return new ListedApplication(
        problem, List.of(new FirstEntries("validation", false), new FirstEntries("unseen", true)));
  }

  private static Application bare(SmallProblem problem) {
    return new ListedApplication(problem, List.of());
  }

  private static MetricSuite suite(Application application) {
    return MetricSuite.of(application, ExactOptions.defaults());
  }

  private static Blocks lower(double... firsts) {
    return Blocks.state(Dims.uniform(firsts.length, 1), (i, y) -> y.set(0, firsts[i]));
  }

  private static FixedState state(double x, Blocks y, double lambda) {
    Vec weights = Vec.of(lambda, 1 - lambda);
    return new FixedState(Vec.of(x), Optional.of(y), Optional.of(weights), Dual.none());
  }

  private static Map<String, Double> measure(Application a, Tier tier, FixedState state) {
    return suite(a).measure(tier, Snapshot.of(7, state), WorkerTeam.single());
  }

  @Test
  void should_name_its_columns() {
    MetricSuite suite = suite(application(KnownProblems.p2()));
    assertThat(suite.columns(Tier.TRACKED))
        .containsExactlyInAnyOrder(
            "feasibility",
            "validation.loss.worst",
            "validation.loss.mean",
            "validation.loss.gap",
            "validation.loss.task.A",
            "validation.loss.task.B",
            "validation.accuracy.worst",
            "validation.accuracy.mean",
            "validation.accuracy.gap",
            "validation.accuracy.task.A",
            "validation.accuracy.task.B",
            "weights.A",
            "weights.B");
    assertThat(suite.columns(Tier.EXACT))
        .contains(
            "exact.upper.worst",
            "exact.upper.mean",
            "exact.upper.gap",
            "exact.validation.loss.worst",
            "exact.unseen.accuracy.task.B",
            "lower.gap",
            "lower.residual",
            "lower.reached",
            "prox.residual",
            "prox.reached",
            "prox.worst.residual",
            "prox.worst.reached",
            "stationarity",
            "stationarity.reached",
            "weights.gap")
        .doesNotContain("dual.gap")
        .doesNotHaveDuplicates();
  }

  @Test
  void should_close_every_oracle_that_it_opened() {
    RecordingProblem problem = new RecordingProblem(KnownProblems.p2());
    Application a = new ListedApplication(problem, List.of());

    for (Tier tier : Tier.values()) {
      measure(a, tier, state(0.2, lower(1, 2), 0.5));
    }

    assertThat(problem.opened()).isPositive();
    assertThat(problem.open()).isZero();
  }

  @Test
  void should_fill_exactly_its_columns() {
    Application a = application(KnownProblems.p2());
    for (Tier tier : Tier.values()) {
      Map<String, Double> values = measure(a, tier, state(0.2, lower(1, 2), 0.5));
      assertThat(values.keySet()).containsExactlyElementsOf(suite(a).columns(tier));
      assertThat(values.values()).doesNotContain(Double.NaN);
    }
  }

  @Test
  void should_find_the_saddle_of_p2_optimal() {
    Application a = bare(KnownProblems.p2());
    Map<String, Double> at =
        measure(a, Tier.EXACT, state(BEST, lower(BEST, BEST), 2 - Math.sqrt(2)));
    assertThat(at.get("stationarity")).isCloseTo(0, TIGHT);
    assertThat(at.get("prox.residual")).isCloseTo(0, TIGHT);
    assertThat(at.get("prox.worst.residual")).isCloseTo(0, TIGHT);
    assertThat(at.get("weights.gap")).isCloseTo(0, TIGHT);
    assertThat(at.get("lower.gap")).isCloseTo(0, TIGHT);
    assertThat(at.get("exact.upper.worst")).isCloseTo(12 - 8 * Math.sqrt(2), TIGHT);
    assertThat(at.get("exact.upper.gap")).isCloseTo(0, TIGHT);
    for (String flag : List.of("prox.reached", "stationarity.reached", "lower.reached")) {
      assertThat(at.get(flag)).isEqualTo(1);
    }
  }

  @Test
  void should_measure_gaps_away_from_the_saddle() {
    // GIVEN x = 0, y = (0.5, -2), lambda = (0.25, 0.75): ell = (1/2, 1), grad F = -.25 + 1.5
    Map<String, Double> at =
        measure(bare(KnownProblems.p2()), Tier.EXACT, state(0, lower(0.5, -2), 0.25));
    assertThat(at.get("lower.gap")).isCloseTo(4, TIGHT);
    assertThat(at.get("weights.gap")).isCloseTo(1 - 0.875, TIGHT);
    assertThat(at.get("exact.upper.worst")).isCloseTo(1, TIGHT);
    assertThat(at.get("exact.upper.mean")).isCloseTo(0.75, TIGHT);
    assertThat(at.get("stationarity")).isCloseTo(1.25, TIGHT);
    // THEN (F'' = .25 + 1.5): u = -1.25 / (rho + 1.75) at rho = 10
    assertThat(at.get("prox.residual")).isCloseTo(1.25 / 11.75, within(1e-5));
  }

  @Test
  void should_take_uniform_weights_and_solved_lower_variables_where_a_solver_has_none() {
    FixedState state = new FixedState(Vec.of(0.5), Optional.empty(), Optional.empty(), Dual.none());
    Application a = application(KnownProblems.p2());
    Map<String, Double> tracked = measure(a, Tier.TRACKED, state);
    assertThat(tracked.get("weights.A")).isEqualTo(0.5);
    assertThat(tracked.get("validation.loss.task.B")).isCloseTo(0.25, TIGHT);
    assertThat(measure(a, Tier.EXACT, state).get("lower.gap")).isNaN();
  }

  @Test
  void should_track_the_lower_variables_as_they_are_and_solve_them_for_exact_ones() {
    Application a = application(KnownProblems.p2());
    FixedState state = state(0.5, lower(-1, 2), 0.5);
    Map<String, Double> tracked = measure(a, Tier.TRACKED, state);
    assertThat(tracked.get("validation.loss.worst")).isEqualTo(4);
    assertThat(tracked.get("validation.loss.mean")).isEqualTo(2.5);
    assertThat(tracked.get("validation.loss.gap")).isEqualTo(1.5);
    assertThat(tracked.get("validation.accuracy.worst")).isEqualTo(-1);
    Map<String, Double> exact = measure(a, Tier.EXACT, state);
    assertThat(exact.get("exact.validation.loss.worst")).isCloseTo(0.25, TIGHT);
    assertThat(exact.get("exact.unseen.loss.worst")).isEqualTo(9);
    assertThat(exact.get("exact.unseen.accuracy.worst")).isEqualTo(1);
  }

  @Test
  void should_measure_the_gradient_mapping_and_violations_of_sets() {
    // GIVEN F = x^2/2 on x >= 0.8, at 1: the step to 0 is cut at 0.8
    Application bound = bare(KnownProblems.parabola(new Box(0.8, 2)));
    FixedState one = new FixedState(Vec.of(1), Optional.empty(), Optional.empty(), Dual.none());
    assertThat(measure(bound, Tier.EXACT, one).get("stationarity")).isCloseTo(0.2, TIGHT);
    Application free = bare(KnownProblems.parabola(ConvexSet.all()));
    assertThat(measure(free, Tier.EXACT, one).get("stationarity")).isCloseTo(1, TIGHT);
    FixedState out = new FixedState(Vec.of(3), Optional.empty(), Optional.empty(), Dual.none());
    assertThat(measure(bound, Tier.TRACKED, out).get("feasibility")).isEqualTo(1);
    assertThat(measure(bound, Tier.TRACKED, one).get("feasibility")).isZero();
  }

  @Test
  void should_measure_violations_of_lower_sets_and_constraints() {
    // GIVEN y_1 <= 1 + x and y_2 = 2, both in [0, 3]
    Map<String, Vec> bound = Map.of("x", Vec.of(-1), "y", Vec.of(1), "c", Vec.of(1));
    Map<String, Vec> fixed = Map.of("y", Vec.of(1), "c", Vec.of(2));
    QuadraticProblem problem =
        QuadraticProblem.of(
            "constrained",
            1,
            DualSide.Kind.NONE,
            List.of(
                block(AffineConstraints.of(1, 1, bound, Map.of())),
                block(AffineConstraints.of(1, 1, Map.of(), fixed))));

    // THEN each of Y, P and Q counts where it is broken most
    assertThat(feasibility(problem, 1, 2, 2)).isZero();
    assertThat(feasibility(problem, 1, -0.5, 2)).isEqualTo(0.5);
    assertThat(feasibility(problem, 0.25, 2, 2)).isEqualTo(0.75);
    assertThat(feasibility(problem, 1, 2, 1.75)).isEqualTo(0.25);
    assertThat(feasibility(problem, 0.25, 2, 2.5)).isEqualTo(0.75);
  }

  private static QuadraticBlock block(AffineConstraints constraints) {
    QuadraticForm form = QuadraticForm.of(1, 1, 0, Map.of("yy", Vec.of(1)), 0);
    return new QuadraticBlock(form, form, new Box(0, 3), ConvexSet.all(), constraints);
  }

  private static double feasibility(BilevelProblem problem, double x, double... y) {
    Blocks touched = lower(y);
    touched.at(0);
    touched.at(1);
    FixedState state =
        new FixedState(Vec.of(x), Optional.of(touched), Optional.empty(), Dual.none());
    return MetricSuite.of(
            new ListedApplication(problem, List.of()),
            List.of(new Feasibility()),
            ExactOptions.defaults())
        .measure(Tier.TRACKED, Snapshot.of(7, state), WorkerTeam.single())
        .getOrDefault("feasibility", -1.0);
  }

  @Test
  void should_measure_the_dual_of_p1() {
    Application a = bare(KnownProblems.p1(ConvexSet.nonNegative()));
    Blocks duals = lower(0, -0.5);
    duals.at(1);
    Dual alpha = new Dual.PerBlock(duals);
    FixedState state =
        new FixedState(Vec.of(-2.0 / 9), Optional.of(lower(0, 0)), Optional.empty(), alpha);
    assertThat(measure(a, Tier.TRACKED, state).get("feasibility")).isEqualTo(0.5);
    // y_2* = 5/9 and grad = 5/9 + 1/2, so the projected step ends at 5/9
    assertThat(measure(a, Tier.EXACT, state).get("dual.gap")).isCloseTo(0.5 + 5.0 / 9, TIGHT);
    assertThat(measure(a, Tier.EXACT, state).get("stationarity")).isCloseTo(0, TIGHT);
  }

  @Test
  void should_change_nothing_and_give_the_same_bits_on_two_threads() {
    SmallProblem problem = new LogisticProblem(4, 6, 9);
    Blocks y = Blocks.state(problem.lowerDims(), (i, v) -> v.fill(i));
    y.at(2);
    FixedState state =
        new FixedState(
            Vec.of(-3, -2, -1, -4, 0, -2),
            Optional.of(y),
            Optional.of(Vec.of(0.1, 0.2, 0.3, 0.4)),
            Dual.none());
    double[] x = state.x().toArray();
    Map<String, Double> single = measure(bare(problem), Tier.EXACT, state);
    try (WorkerTeam team = WorkerTeam.of(2)) {
      assertThat(suite(bare(problem)).measure(Tier.EXACT, Snapshot.of(7, state), team))
          .isEqualTo(single);
    }
    assertThat(state.x().toArray()).isEqualTo(x);
    assertThat(state.weights().orElseThrow().toArray()).containsExactly(0.1, 0.2, 0.3, 0.4);
    assertThat(y.at(2).toArray()).containsOnly(2);
    assertThat(y.isTouched(0)).isFalse();
  }

  @Test
  void should_give_nan_where_x_is_lost() {
    Map<String, Double> at =
        measure(bare(KnownProblems.p2()), Tier.EXACT, state(Double.NaN, lower(0, 0), 0.5));
    assertThat(at.values()).isNotEmpty().containsOnly(Double.NaN);
  }

  @Test
  void should_find_metrics_by_name() {
    assertThat(Catalogue.load(Metric.KIND).names())
        .contains("dual", "exact", "feasibility", "lower", "prox", "stationarity", "tracked")
        .contains("upper", "weights", "weights-gap");
  }

  @Test
  void should_refuse_two_owners_of_a_column() {
    Application a = bare(KnownProblems.p2());
    List<Metric> twice = List.of(new WeightsMetric(), new WeightsMetric());
    assertThatThrownBy(() -> MetricSuite.of(a, twice, ExactOptions.defaults()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("weights.A");
  }

  @Test
  void should_leave_out_what_a_first_order_oracle_cannot_answer() {
    SmallProblem problem = KnownProblems.p2().offering(Set.of());
    assertThat(suite(bare(problem)).columns(Tier.EXACT)).isEmpty();
  }
}

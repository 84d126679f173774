package org.bilevel4j.solvers.firstorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.DualSide.Kind;
import org.bilevel4j.core.run.Outcome;
import org.bilevel4j.core.run.ReturnedIterate;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunResult;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.run.Snapshot;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.quadratic.Noise;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.bilevel4j.solvers.Runs;
import org.bilevel4j.testkit.MinMaxProblems;
import org.bilevel4j.testkit.ReferenceProblems;
import org.bilevel4j.testkit.StationaryPoints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FirstOrderTest {
  private static Map<String, Object> steps(String name, double sigma) {
    Map<String, Object> set = new HashMap<>();
    set.put("sigma", sigma);
    set.put("etaX", 0.2);
    set.put("etaDual", 0.3);
    set.put("etaY", 0.2);
    set.put("etaZ", 0.2);
    set.put("lowerBatch", "full");
    set.put("upperBatch", "full");
    if (name.equals("memcs")) {
      set.put("innerSteps", 120);
    }
    return set;
  }

  @ParameterizedTest
  @CsvSource({
    "fosl, 1, -0.0975610, 2000",
    "fosl, 10, -0.1040436, 3000",
    "fosl, 100, -0.1004896, 10000",
    "memcs, 1, -0.0975610, 500",
    "memcs, 10, -0.1040436, 500",
    "memcs, 100, -0.1004896, 5000"
  })
  void should_reach_the_point_of_its_sigma(String name, double sigma, double x, int many) {
    Snapshot last = Runs.last(ReferenceProblems.p1(), name, steps(name, sigma), many);

    assertThat(last.x().get(0)).isCloseTo(x, within(5e-8));
  }

  @ParameterizedTest
  @CsvSource({"fosl, 1", "fosl, 10", "memcs, 1", "memcs, 10"})
  void should_reach_the_point_of_its_sigma_without_a_dual(String name, double sigma) {
    Snapshot last = Runs.last(ReferenceProblems.p0(Kind.NONE), name, steps(name, sigma), 3000);

    double s = sigma / (1 + sigma);
    assertThat(last.x().get(0)).isCloseTo(s / (1 + s), within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"fosl, false", "fosl, true", "memcs, false", "memcs, true"})
  void should_reach_the_point_of_its_sigma_in_several_dimensions(String name, boolean shared) {
    QuadraticProblem each = ReferenceProblems.random(Kind.PER_BLOCK, 4, 3, 2, 1);
    QuadraticProblem problem = shared ? MinMaxProblems.sharing(each) : each;

    Map<String, Object> set = steps(name, 10);
    set.put("etaY", 0.8);
    set.put("etaZ", 0.8);

    Snapshot last = Runs.last(problem, name, set, 5000);

    assertThat(last.x().distance(StationaryPoints.penalty(problem, 10))).isLessThan(1e-9);
  }

  @Test
  void should_end_as_diverged_when_either_chain_does() {
    QuadraticProblem problem = ReferenceProblems.random(Kind.PER_BLOCK, 4, 3, 2, 1);
    Map<String, Object> set = steps("fosl", 10);
    set.putAll(Map.of("divideBySigma", false, "etaX", 0.01, "etaY", 0.12, "richardson", true));
    RunSpec spec = RunSpec.of(1, 5000);
    try (Run<?> run = Run.of("fosl", Runs.solver("fosl", set), problem, spec)) {
      RunResult end = run.execute(List.of());

      assertThat(run.state().x().isFinite()).as("the chain at sigma").isTrue();
      assertThat(end.outcome().kind()).isEqualTo(Outcome.Kind.DIVERGED);
      assertThat(end.returned().isFinite()).isTrue();
      assertThat(end.last().step()).isEqualTo(end.steps() - 1);
    }
  }

  @Test
  void should_be_judged_at_the_lower_variables_it_ends_a_step_with() {
    QuadraticProblem p0 = ReferenceProblems.p0(Kind.NONE); // y* = x, f = (y-1)^2/2 + x^2/2
    RunSpec looks = RunSpec.of(1, 50).withWatch(1, OptionalDouble.empty(), 0);
    Solver<?> solver = Runs.solver("memcs", Map.of("innerSteps", "60"));
    try (Run<?> run = Run.of("memcs", solver, p0, looks)) {
      run.execute(List.of());
      double x = run.state().x().get(0);

      assertThat(x).isGreaterThan(0.1);
      assertThat(run.watched()).isCloseTo(((x - 1) * (x - 1) + x * x) / 2, within(1e-12));
    }
  }

  @Test
  void should_reach_the_same_point_in_either_order() {
    QuadraticProblem problem = ReferenceProblems.random(Kind.PER_BLOCK, 4, 3, 2, 2);
    Map<String, Object> set = steps("fosl", 10);
    set.put("order", "gauss-seidel");

    Snapshot last = Runs.last(problem, "fosl", set, 5000);

    assertThat(last.x().distance(StationaryPoints.penalty(problem, 10))).isLessThan(1e-9);
  }

  @Test
  void should_show_the_extrapolated_point_with_richardson() {
    QuadraticProblem problem = ReferenceProblems.random(Kind.PER_BLOCK, 4, 3, 2, 1);
    Map<String, Object> set = steps("fosl", 10);
    set.put("richardson", true);
    Vec expected = StationaryPoints.penalty(problem, 20);
    expected.scale(2);
    expected.axpy(-1, StationaryPoints.penalty(problem, 10));
    Vec exact = StationaryPoints.exact(problem);

    Vec x = Runs.last(problem, "fosl", set, 12_000).x();

    assertThat(x.distance(expected)).isLessThan(1e-9);
    double plain = StationaryPoints.penalty(problem, 10).distance(exact);
    assertThat(x.distance(exact)).isLessThan(plain / 5);
  }

  @Test
  void should_leave_the_plain_chain_as_it_is_with_richardson() {
    QuadraticProblem problem =
        ReferenceProblems.random(Kind.PER_BLOCK, 6, 3, 2, 1).withNoise(new Noise(32, 0.3, 0.1, 5));
    Map<String, Object> set = Map.of("blocksPerStep", 2, "lowerBatch", 4, "upperBatch", 4);
    Map<String, Object> with = new HashMap<>(set);
    with.put("richardson", true);
    RunSpec spec = RunSpec.of(1, 50);

    try (Run<?> plain = Run.of("fosl", Runs.solver("fosl", set), problem, spec);
        Run<?> both = Run.of("fosl", Runs.solver("fosl", with), problem, spec)) {
      for (int k = 0; k < 50; k++) {
        plain.step();
        both.step();
      }
      assertThat(both.state().x().toArray()).isEqualTo(plain.state().x().toArray());
      assertThat(both.state().currentX().toArray()).isNotEqualTo(plain.state().x().toArray());
    }
  }

  /** Variance over batches of the first entry of the direction, y and z being where they belong. */
  private static double spread(String pair, double sigma) {
    QuadraticProblem exact = ReferenceProblems.random(Kind.PER_BLOCK, 4, 3, 2, 1);
    Map<String, Object> set = steps("fosl", sigma);
    set.put("pair", pair);
    set.put("etaX", 0);
    set.put("etaDual", 0);
    Solver<?> settling = Runs.solver("fosl", set);
    set.putAll(Map.of("etaX", 1e-9, "etaY", 0, "etaZ", 0, "divideBySigma", false));
    set.putAll(Map.of("lowerBatch", 8, "upperBatch", 8));
    Solver<?> measuring = Runs.solver("fosl", set);
    QuadraticProblem noisy = exact.withNoise(new Noise(64, 0.2, 0.2, 5));
    double sum = 0;
    double squares = 0;
    try (Run<?> still = Run.of("fosl", settling, exact, RunSpec.of(1, 2000));
        Run<?> run = Run.of("fosl", measuring, noisy, RunSpec.of(1, 2000))) {
      still.execute(List.of());
      PenaltyChain settled = ((PenaltyChains) still.state()).chain();
      PenaltyChain chain = ((PenaltyChains) run.state()).chain();
      chain.y().copyFrom(settled.y());
      chain.z().copyFrom(settled.z());
      for (int k = 0; k < 2000; k++) {
        double before = run.state().x().get(0);
        run.step();
        double step = (run.state().x().get(0) - before) / 1e-9;
        sum += step;
        squares += step * step;
      }
    }
    return squares / 2000 - (sum / 2000) * (sum / 2000);
  }

  @Test
  void should_keep_the_variance_of_a_shared_batch_bounded_as_sigma_grows() {
    assertThat(spread("shared", 100)).isLessThan(2 * spread("shared", 10));
    assertThat(spread("independent", 100)).isGreaterThan(50 * spread("independent", 10));
  }

  @Test
  void should_come_close_with_one_block_of_four_per_step() {
    QuadraticProblem problem = ReferenceProblems.random(Kind.PER_BLOCK, 4, 3, 2, 1);
    Map<String, Object> set = steps("fosl", 10);
    set.put("blocksPerStep", 1);
    set.replaceAll((key, v) -> key.startsWith("eta") ? v + " / (1 + k/3000)" : v);
    RunSpec spec = RunSpec.of(1, 60_000).withReturned(ReturnedIterate.AVERAGE, 0.5);

    try (Run<?> run = Run.of("fosl", Runs.solver("fosl", set), problem, spec)) {
      Vec x = run.execute(List.of()).returned().x();

      assertThat(x.distance(StationaryPoints.penalty(problem, 10))).isLessThan(0.03);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fosl", "memcs"})
  void should_follow_one_block_when_all_blocks_are_the_same(String name) {
    Snapshot one = Runs.last(ReferenceProblems.p0(Kind.NONE), name, steps(name, 10), 50);
    Snapshot four = Runs.last(ReferenceProblems.copies(4, Kind.NONE), name, steps(name, 10), 50);

    assertThat(four.x().get(0)).isCloseTo(one.x().get(0), within(1e-14));
  }

  @Test
  void should_reach_the_same_point_from_the_finished_z() {
    QuadraticProblem problem = ReferenceProblems.random(Kind.PER_BLOCK, 4, 3, 2, 1);
    Map<String, Object> set = steps("memcs", 10);
    set.put("etaY", 0.8);
    set.put("etaZ", 0.8);
    set.put("startY", "from-z");

    Vec x = Runs.last(problem, "memcs", set, 2500).x();

    assertThat(x.distance(StationaryPoints.penalty(problem, 10))).isLessThan(1e-9);
  }

  @Test
  void should_err_less_the_more_lower_steps_a_cold_start_gets() {
    QuadraticProblem problem = ReferenceProblems.random(Kind.PER_BLOCK, 4, 3, 2, 1);
    Vec point = StationaryPoints.penalty(problem, 100);
    double[] error = new double[3];
    int[] steps = {5, 20, 80};
    for (int j = 0; j < 3; j++) {
      Map<String, Object> set = steps("memcs", 100);
      set.put("innerSteps", steps[j]);
      set.put("etaY", 0.9);
      set.put("etaZ", 0.9);
      set.put("etaX", 2);
      error[j] = Runs.last(problem, "memcs", set, 3000).x().distance(point);
    }

    assertThat(error[1]).isLessThan(error[0] / 10);
    assertThat(error[2]).isLessThan(1e-8);
  }

  @Test
  void should_not_depend_on_what_happened_to_blocks_before() {
    QuadraticProblem problem =
        ReferenceProblems.random(Kind.NONE, 6, 3, 2, 1).withNoise(new Noise(32, 0.3, 0.1, 5));
    Map<String, Object> set = Map.of("blocksPerStep", 2, "lowerBatch", 4, "upperBatch", 4);
    RunSpec spec = RunSpec.of(1, 20);

    try (Run<?> one = Run.of("memcs", Runs.solver("memcs", set), problem, spec);
        Run<?> other = Run.of("memcs", Runs.solver("memcs", set), problem, spec)) {
      for (int k = 0; k < 10; k++) {
        one.step();
        other.step();
        if (k == 4) { // a kick that is taken back: the history differs, x does not
          double[] kept = other.state().x().toArray();
          other.state().x().fill(7);
          other.step();
          one.step();
          other.state().x().copyFrom(one.state().x());
          assertThat(kept).isNotEqualTo(other.state().x().toArray());
        }
      }
      assertThat(other.state().x().toArray()).isEqualTo(one.state().x().toArray());
    }
  }
}

package org.bilevel4j.solvers.multiblock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.DualSide.Kind;
import org.bilevel4j.core.run.Run;
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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MmbTest {
  private static Map<String, Object> steps(String name) {
    Map<String, Object> set = new HashMap<>();
    set.put("etaX", 0.02);
    set.put("etaDual", 0.3);
    set.put("etaY", 0.2);
    set.put("average.newWeight", 0.1);
    set.put("lowerBatch", "full");
    set.put("upperBatch", "full");
    if (name.equals("mmb-v2")) {
      set.put("etaV", 0.2);
    }
    return set;
  }

  private static double alpha(Snapshot s, int block) {
    return ((Dual.PerBlock) s.dual()).alpha().at(block).get(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmb-v1", "mmb-v2"})
  void should_reach_the_closed_form_of_two_blocks(String name) {
    Snapshot last = Runs.last(ReferenceProblems.p1(), name, steps(name), 10_000);

    assertThat(last.x().get(0)).isCloseTo(-0.1, within(1e-12));
    assertThat(last.lower().orElseThrow().at(0).get(0)).isCloseTo(-0.1, within(1e-12));
    assertThat(last.lower().orElseThrow().at(1).get(0)).isCloseTo(0.8, within(1e-12));
    assertThat(alpha(last, 0)).isCloseTo(-1.1, within(1e-12));
    assertThat(alpha(last, 1)).isCloseTo(0.8, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmb-v1", "mmb-v2"})
  void should_reach_the_closed_form_with_duals_at_least_zero(String name) {
    Snapshot last = Runs.last(MinMaxProblems.p1NonNegative(), name, steps(name), 10_000);

    assertThat(last.x().get(0)).isCloseTo(-2.0 / 9, within(1e-12));
    assertThat(alpha(last, 0)).isZero();
    assertThat(alpha(last, 1)).isCloseTo(5.0 / 9, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmb-v1", "mmb-v2"})
  void should_reach_the_closed_form_of_one_block_without_a_dual(String name) {
    Snapshot last = Runs.last(ReferenceProblems.p0(Kind.NONE), name, steps(name), 10_000);

    assertThat(last.x().get(0)).isCloseTo(0.5, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"mmb-v1, 1", "mmb-v2, 1", "mmb-v1, 2", "mmb-v2, 2"})
  void should_reach_the_solution_in_several_dimensions(String name, long seed) {
    QuadraticProblem problem = ReferenceProblems.random(Kind.PER_BLOCK, 4, 3, 2, seed);

    Snapshot last = Runs.last(problem, name, steps(name), 20_000);

    assertThat(last.x().distance(StationaryPoints.exact(problem))).isLessThan(1e-11);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmb-v1", "mmb-v2"})
  void should_come_close_with_one_noisy_block_of_four_per_step(String name) {
    QuadraticProblem problem =
        ReferenceProblems.random(Kind.PER_BLOCK, 4, 3, 2, 1).withNoise(new Noise(32, 0.1, 0.02, 5));
    Map<String, Object> set = steps(name);
    set.put("blocksPerStep", 1);
    set.put("lowerBatch", 8);
    set.put("upperBatch", 8);
    set.put("etaX", "0.05 / (1 + k/3000)");
    set.put("etaDual", "0.3 / (1 + k/3000)");
    set.put("etaY", "0.5 / (1 + k/3000)");

    Snapshot last = Runs.last(problem, name, set, 60_000);

    assertThat(last.x().distance(StationaryPoints.exact(problem))).isLessThan(0.05);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmb-v1", "mmb-v2"})
  void should_follow_one_block_when_all_blocks_are_the_same(String name) {
    Snapshot one = Runs.last(ReferenceProblems.p0(Kind.NONE), name, steps(name), 50);
    Snapshot four = Runs.last(ReferenceProblems.copies(4, Kind.NONE), name, steps(name), 50);

    assertThat(four.x().get(0)).isCloseTo(one.x().get(0), within(1e-14));
  }

  @Test
  void should_keep_the_adjoint_inside_its_ball() {
    Map<String, Object> set = steps("mmb-v2");
    set.put("radius", 0.25);

    Snapshot last = Runs.last(ReferenceProblems.p0(Kind.NONE), "mmb-v2", set, 10_000);

    assertThat(last.x().get(0)).isCloseTo(0.25, within(1e-12)); // x + v = 0 with v = -1/4
  }

  @Test
  void should_average_hessians_towards_the_exact_one_from_the_identity() {
    Map<String, Object> set = steps("mmb-v1");
    set.put("hessian.start", "identity");
    set.put("hessian.identity", 10);

    Snapshot early = Runs.last(ReferenceProblems.p1(), "mmb-v1", set, 1);
    Snapshot late = Runs.last(ReferenceProblems.p1(), "mmb-v1", set, 10_000);

    // x_1 = -eta_x mean(-J s^-1 grad_y f) with s = 10 and grad_y f = (-2, 0)
    assertThat(early.x().get(0)).isCloseTo(0.02 * 0.5 * 0.2, within(1e-15));
    assertThat(late.x().get(0)).isCloseTo(-0.1, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmb-v1", "mmb-v2"})
  void should_leave_unsampled_blocks_alone(String name) {
    QuadraticProblem problem = ReferenceProblems.random(Kind.PER_BLOCK, 300, 3, 2, 1);
    Map<String, Object> set = steps(name);
    set.put("blocksPerStep", 2);

    Snapshot last = Runs.last(problem, name, set, 10);

    Blocks alpha = ((Dual.PerBlock) last.dual()).alpha();
    Blocks y = last.lower().orElseThrow();
    int touched = 0;
    for (int i = 0; i < 300; i++) {
      assertThat(alpha.isTouched(i)).isEqualTo(y.isTouched(i));
      touched += y.isTouched(i) ? 1 : 0;
    }
    assertThat(touched).isBetween(2, 20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmb-v1", "mmb-v2"})
  void should_stay_where_it_is_when_every_step_size_is_zero(String name) {
    Map<String, Object> set = steps(name);
    set.replaceAll((key, value) -> key.startsWith("eta") ? 0 : value);

    Snapshot last = Runs.last(ReferenceProblems.p1(), name, set, 5);

    assertThat(last.x().toArray()).isEqualTo(Vec.zeros(1).toArray());
    assertThat(last.lower().orElseThrow().at(1).get(0)).isZero();
    assertThat(alpha(last, 1)).isZero();
  }

  /** P1's y_i without x: y_1 stays at 0, y_2 goes to 1 by a factor 1 - 4 eta c in each visit. */
  @ParameterizedTest
  @CsvSource({"mmb-v1, 1", "mmb-v1, 3", "mmb-v2, 3", "mmb-v2, 1000"})
  void should_make_up_for_the_visits_that_a_block_missed(String name, int most) {
    Map<String, Object> set = steps(name);
    set.replaceAll((key, value) -> key.startsWith("eta") ? 0 : value);
    set.put("etaY", 0.01);
    set.put("blocksPerStep", 1);
    set.put("makeUp", most);
    Solver<?> solver = Runs.solver(name, set);
    double expected = 0;
    long next = 0;
    int longest = 0;
    try (Run<?> run = Run.of(name, solver, ReferenceProblems.p1(), RunSpec.of(3, 40))) {
      for (int t = 0; t < 40; t++) {
        double before = second(run);
        run.step();
        if (second(run) != before) {
          long since = Math.min(most, t + 1L - next);
          longest = (int) Math.max(longest, since);
          expected += 0.04 * since * (1 - expected);
          next = t + 1L;
        }
        assertThat(second(run)).isCloseTo(expected, within(1e-14));
      }
    }
    assertThat(longest).isEqualTo(Math.min(most, Math.max(longest, 3)));
    assertThat(expected).isPositive();
  }

  private static double second(Run<?> run) {
    return run.snapshot().lower().orElseThrow().at(1).get(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmb-v1", "mmb-v2"})
  void should_resume_in_the_middle_of_missed_visits(String name, @TempDir Path folder) {
    Map<String, Object> set = steps(name);
    set.put("blocksPerStep", 1);
    set.put("makeUp", 2);
    QuadraticProblem problem = ReferenceProblems.random(Kind.PER_BLOCK, 4, 3, 2, 1);
    Solver<?> solver = Runs.solver(name, set);
    RunSpec spec = RunSpec.of(1, 30);
    try (Run<?> unbroken = Run.of(name, solver, problem, spec);
        Run<?> resumed = Run.of(name, solver, problem, spec)) {
      for (int t = 0; t < 15; t++) {
        unbroken.step();
      }
      unbroken.save(folder.resolve("half"));
      resumed.load(folder.resolve("half"));
      unbroken.execute(List.of());
      resumed.execute(List.of());

      assertThat(resumed.digest()).isEqualTo(unbroken.digest());
    }
  }
}

package org.bilevel4j.solvers.minmax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.DualSide.Kind;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.run.Snapshot;
import org.bilevel4j.core.set.ConvexSet;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.quadratic.Noise;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.bilevel4j.quadratic.QuadraticSolution;
import org.bilevel4j.solvers.Runs;
import org.bilevel4j.testkit.MinMaxProblems;
import org.bilevel4j.testkit.ReferenceProblems;
import org.bilevel4j.testkit.StationaryPoints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MinMaxTest {
  private static Map<String, Object> steps() {
    Map<String, Object> set = new HashMap<>();
    set.put("etaX", 0.1);
    set.put("etaDual", 0.3);
    set.put("batch", "full");
    return set;
  }

  private static double alpha(Snapshot s, int block) {
    return ((Dual.PerBlock) s.dual()).alpha().at(block).get(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sgda", "pdsm", "hibsa"})
  void should_reach_the_closed_form_of_two_blocks_with_y_put_in(String name) {
    QuadraticProblem problem = MinMaxProblems.p1WithoutLower(ConvexSet.all());

    Snapshot last = Runs.last(problem, name, steps(), 2000);

    assertThat(last.x().get(0)).isCloseTo(-0.1, within(1e-14));
    assertThat(alpha(last, 0)).isCloseTo(-1.1, within(1e-14));
    assertThat(alpha(last, 1)).isCloseTo(0.8, within(1e-14));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sgda", "pdsm", "hibsa"})
  void should_reach_the_closed_form_with_duals_at_least_zero(String name) {
    QuadraticProblem problem = MinMaxProblems.p1WithoutLower(ConvexSet.nonNegative());

    Snapshot last = Runs.last(problem, name, steps(), 2000);

    assertThat(last.x().get(0)).isCloseTo(-2.0 / 9, within(1e-14));
    assertThat(alpha(last, 0)).isZero();
    assertThat(alpha(last, 1)).isCloseTo(5.0 / 9, within(1e-14));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sgda", "pdsm", "hibsa"})
  void should_reach_the_solution_with_one_shared_dual(String name) {
    QuadraticProblem problem = ReferenceProblems.random(Kind.SHARED, 4, 3, 0, 1);

    Snapshot last = Runs.last(problem, name, steps(), 3000);

    assertThat(last.x().distance(StationaryPoints.exact(problem))).isLessThan(1e-13);
  }

  @Test
  void should_maximise_to_tolerance_before_each_step_of_x() {
    QuadraticProblem problem = MinMaxProblems.p1WithoutLower(ConvexSet.all());
    Map<String, Object> set = steps();
    set.put("maxAscentSteps", 500);
    set.put("tolerance", 1e-10);

    try (Run<?> run = Run.of("sgda", Runs.solver("sgda", set), problem, RunSpec.of(1, 200))) {
      run.step();
      long first = run.counts().calls(OracleCall.UPPER_GRAD_DUAL) / 2;
      double moved = run.state().x().get(0);
      run.execute(java.util.List.of());

      assertThat(first).isBetween(20L, 200L); // (1 - 0.3)^t down to 1e-10
      // at alpha*(0) = (-1, 1): grad F = 5 * 0 + 0.5
      assertThat(moved).isCloseTo(-0.1 * 0.5, within(1e-9));
      assertThat(run.state().x().get(0)).isCloseTo(-0.1, within(1e-9));
    }
  }

  @Test
  void should_make_pdsm_of_mmb_without_a_lower_level() {
    QuadraticProblem problem =
        ReferenceProblems.random(Kind.PER_BLOCK, 8, 3, 0, 3).withNoise(new Noise(32, 0.3, 0.1, 5));
    Map<String, Object> pdsm = new HashMap<>(Map.of("blocksPerStep", 3, "batch", 4));
    Map<String, Object> mmb =
        new HashMap<>(Map.of("blocksPerStep", 3, "upperBatch", 4, "lowerBatch", 4));

    double[] expected = Runs.last(problem, "pdsm", pdsm, 100).x().toArray();

    assertThat(Runs.last(problem, "mmb-v1", mmb, 100).x().toArray()).isEqualTo(expected);
    assertThat(Runs.last(problem, "mmb-v2", mmb, 100).x().toArray()).isEqualTo(expected);
  }

  @Test
  void should_shrink_alpha_when_the_ascent_is_perturbed() {
    QuadraticProblem problem = MinMaxProblems.p1WithoutLower(ConvexSet.all());
    Map<String, Object> set = steps();
    set.put("perturbation", 1); // the curvature of -alpha^2/2 becomes 2: alpha* halves at fixed x

    Snapshot last = Runs.last(problem, "hibsa", set, 3000);

    // f with -alpha^2 in place of -alpha^2/2, and its own x
    double x = last.x().get(0);
    assertThat(alpha(last, 0)).isCloseTo((x - 1) / 2, within(1e-12));
    assertThat(alpha(last, 1)).isCloseTo((2 * x + 1) / 2, within(1e-12));
  }

  @Test
  void should_refuse_a_lower_level() {
    assertThatThrownBy(() -> Runs.last(ReferenceProblems.p1(), "sgda", Map.of(), 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("without a lower level");
  }

  @ParameterizedTest
  @ValueSource(strings = {"exact", "cg", "neumann(terms=120, step=0.5)"})
  void should_minimise_the_mean_with_smb(String estimator) {
    QuadraticProblem problem = ReferenceProblems.random(Kind.NONE, 4, 3, 2, 1);
    Map<String, Object> set = Map.of("etaX", 0.1, "etaY", 0.8, "estimator", estimator);

    Snapshot last = Runs.last(problem, "smb", set, 3000);

    assertThat(last.x().distance(new QuadraticSolution(problem).meanMinimiser())).isLessThan(1e-9);
  }

  @Test
  void should_solve_one_block_with_smb() {
    Map<String, Object> set = Map.of("etaX", 0.1, "etaY", 0.5, "estimator", "exact");

    Snapshot last = Runs.last(ReferenceProblems.p0(Kind.NONE), "smb", set, 2000);

    assertThat(last.x().get(0)).isCloseTo(0.5, within(1e-12));
  }
}

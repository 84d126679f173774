package org.bilevel4j.solvers.robust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import org.bilevel4j.core.problem.DualSide.Kind;
import org.bilevel4j.core.run.Snapshot;
import org.bilevel4j.quadratic.QuadraticSolution;
import org.bilevel4j.solvers.Runs;
import org.bilevel4j.testkit.ReferenceProblems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MorbitTest {
  private static final double X_STAR = 2 * Math.sqrt(2) - 3;

  private static Map<String, Object> steps(String alpha, String beta, String gamma) {
    Map<String, Object> set = new HashMap<>();
    set.put("alpha", alpha);
    set.put("beta", beta);
    set.put("gamma", gamma);
    set.put("estimator", "exact");
    set.put("lowerBatch", "full");
    set.put("upperBatch", "full");
    return set;
  }

  private static Map<String, Object> p2Steps() {
    return steps("0.05", "0.5", "0.05");
  }

  @ParameterizedTest
  @ValueSource(strings = {"exact", "cg", "neumann(terms=60, step=0.5)"})
  void should_reach_the_closed_form_of_two_objectives(String estimator) {
    Map<String, Object> set = p2Steps();
    set.put("estimator", estimator);

    Snapshot last = Runs.last(ReferenceProblems.p2(Kind.SIMPLEX), "morbit", set, 20_000);

    assertThat(last.x().get(0)).isCloseTo(X_STAR, within(1e-10));
    assertThat(last.weights().orElseThrow().get(0)).isCloseTo(2 - Math.sqrt(2), within(1e-10));
    assertThat(last.lower().orElseThrow().at(1).get(0)).isCloseTo(X_STAR, within(1e-10));
    assertThat(new QuadraticSolution(ReferenceProblems.p2(Kind.SIMPLEX)).values(last.x()).max())
        .isCloseTo(12 - 8 * Math.sqrt(2), within(1e-10));
  }

  @Test
  void should_reach_the_closed_form_of_one_block() {
    Snapshot last =
        Runs.last(ReferenceProblems.p0(Kind.SIMPLEX), "morbit", steps("0.1", "0.5", "0.1"), 2000);

    assertThat(last.x().get(0)).isCloseTo(0.5, within(1e-10));
    assertThat(last.weights().orElseThrow().get(0)).isEqualTo(1);
  }

  @Test
  void should_reach_the_same_point_with_weights_at_the_new_x() {
    Map<String, Object> set = p2Steps();
    set.put("lambda.at", "new-x");

    Snapshot last = Runs.last(ReferenceProblems.p2(Kind.SIMPLEX), "morbit", set, 20_000);

    assertThat(last.x().get(0)).isCloseTo(X_STAR, within(1e-10));
  }

  @Test
  void should_reach_the_same_point_with_more_lower_steps_and_momentum() {
    Map<String, Object> set = p2Steps();
    set.put("lowerSteps", 3);
    set.put("momentum.x", 0.5);
    set.put("momentum.y", 0.3);
    set.put("lambda.momentum", 0.2);

    Snapshot last = Runs.last(ReferenceProblems.p2(Kind.SIMPLEX), "morbit", set, 20_000);

    assertThat(last.x().get(0)).isCloseTo(X_STAR, within(1e-9));
  }

  @Test
  void should_reach_the_same_point_with_entropic_weights() {
    Map<String, Object> set = p2Steps();
    set.put("lambda.rule", "entropic");

    Snapshot last = Runs.last(ReferenceProblems.p2(Kind.SIMPLEX), "morbit", set, 60_000);

    assertThat(last.x().get(0)).isCloseTo(X_STAR, within(1e-8));
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, false, -0.1829219, 0.5800890",
    "1, false, -0.2424066, 0.5494598",
    "3, false, -0.2856561, 0.5263474",
    "6, true, -0.2856561, 0.5263474"
  })
  void should_pull_weights_to_uniform(double pull, boolean listed, double x, double lambda) {
    Map<String, Object> set = p2Steps();
    set.put("lambda.pull", pull);
    set.put("lambda.pullAsListed", listed);

    Snapshot last = Runs.last(ReferenceProblems.p2(Kind.SIMPLEX), "morbit", set, 20_000);

    assertThat(last.x().get(0)).isCloseTo(x, within(5e-8));
    assertThat(last.weights().orElseThrow().get(0)).isCloseTo(lambda, within(5e-8));
  }

  @Test
  void should_keep_every_weight_above_the_floor() {
    Map<String, Object> set = p2Steps();
    set.put("lambda.floor", 0.9);

    Snapshot last = Runs.last(ReferenceProblems.p2(Kind.SIMPLEX), "morbit", set, 2000);

    assertThat(last.weights().orElseThrow().get(0)).isCloseTo(0.55, within(1e-12));
  }

  @Test
  void should_follow_one_block_when_all_blocks_are_the_same() {
    Map<String, Object> set = steps("0.1", "0.5", "0.1");

    Snapshot one = Runs.last(ReferenceProblems.p0(Kind.SIMPLEX), "morbit", set, 50);
    Snapshot four = Runs.last(ReferenceProblems.copies(4, Kind.SIMPLEX), "morbit", set, 50);

    assertThat(four.x().get(0)).isEqualTo(one.x().get(0));
    assertThat(four.weights().orElseThrow().toArray()).containsOnly(0.25);
  }

  @Test
  void should_miss_the_solution_without_the_implicit_term() {
    Map<String, Object> set = steps("0.1", "0.5", "0.1");
    set.put("estimator", "direct-only");

    Snapshot last = Runs.last(ReferenceProblems.p0(Kind.SIMPLEX), "morbit", set, 2000);

    assertThat(last.x().get(0)).isCloseTo(0, within(1e-10)); // the minimiser of x^2/2 alone
  }
}

package org.bilevel4j.solvers.robust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.DualSide.Kind;
import org.bilevel4j.core.run.ReturnedIterate;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.run.Snapshot;
import org.bilevel4j.quadratic.Noise;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.bilevel4j.solvers.Runs;
import org.bilevel4j.testkit.ReferenceProblems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampledRobustTest {
  private static final double X_STAR = 2 * Math.sqrt(2) - 3;

  private static Map<String, Object> morbitSampled(String rule) {
    Map<String, Object> set = new HashMap<>();
    set.put("alpha", 0.05);
    set.put("beta", 0.5);
    set.put("gamma", 0.05);
    set.put("estimator", "exact");
    set.put("lambda.rule", rule);
    set.put("lowerBatch", "full");
    set.put("upperBatch", "full");
    return set;
  }

  private static Map<String, Object> maSoba() {
    Map<String, Object> set = new HashMap<>();
    set.put("etaX", 0.02);
    set.put("etaY", 0.5);
    set.put("etaV", 0.5);
    set.put("gamma", 0.02);
    return set;
  }

  private static Map<String, Object> fosl(double sigma) {
    Map<String, Object> set = new HashMap<>();
    set.put("sigma", sigma);
    set.put("etaX", 0.3);
    set.put("etaY", 0.4);
    set.put("etaZ", 0.5);
    set.put("gamma", 0.05);
    return set;
  }

  @ParameterizedTest
  @CsvSource({"euclidean, 20000", "entropic, 60000"})
  void should_reach_the_closed_form_of_two_objectives(String rule, int many) {
    QuadraticProblem problem = ReferenceProblems.p2(Kind.SIMPLEX);

    Snapshot last = Runs.last(problem, "morbit-sampled", morbitSampled(rule), many);

    assertThat(last.x().get(0)).isCloseTo(X_STAR, within(1e-9));
    assertThat(last.weights().orElseThrow().get(0)).isCloseTo(2 - Math.sqrt(2), within(1e-9));
  }

  @Test
  void should_equal_morbit_when_every_block_takes_part_and_the_step_is_euclidean() {
    QuadraticProblem problem =
        ReferenceProblems.random(Kind.SIMPLEX, 4, 3, 2, 7).withNoise(new Noise(32, 0.3, 0.1, 5));
    Map<String, Object> set = Map.of("lambda.rule", "euclidean", "lowerBatch", 4, "upperBatch", 4);
    Map<String, Object> plain = Map.of("lowerBatch", 4, "upperBatch", 4);

    Snapshot sampled = Runs.last(problem, "morbit-sampled", set, 200);
    Snapshot morbit = Runs.last(problem, "morbit", plain, 200);

    assertThat(sampled.x().toArray()).isEqualTo(morbit.x().toArray());
    assertThat(sampled.weights().orElseThrow().toArray())
        .isEqualTo(morbit.weights().orElseThrow().toArray());
  }

  @Test
  void should_keep_the_same_entropic_weights_in_a_tree_as_in_a_vector() {
    QuadraticProblem problem = ReferenceProblems.random(Kind.SIMPLEX, 5, 3, 2, 7);
    Map<String, Object> tree = new HashMap<>(Map.of("lambda.rule", "entropic"));
    Map<String, Object> vector = new HashMap<>(tree);
    tree.put("blocksPerStep", 2);
    vector.put("blocksPerStep", 2);
    vector.put("lambda.floor", 1e-300); // keeps the dense form

    Vec sparse = Runs.last(problem, "morbit-sampled", tree, 300).weights().orElseThrow();
    Vec dense = Runs.last(problem, "morbit-sampled", vector, 300).weights().orElseThrow();

    assertThat(sparse.distance(dense)).isLessThan(1e-10);
    assertThat(sparse.sum()).isCloseTo(1, within(1e-14));
  }

  @ParameterizedTest
  @ValueSource(strings = {"euclidean", "entropic"})
  void should_come_close_with_one_objective_of_two_per_step(String rule) {
    Map<String, Object> set = morbitSampled(rule);
    set.put("blocksPerStep", 1);
    set.put("alpha", "0.05 / (1 + k/2000)");
    set.put("gamma", "0.05 / (1 + k/2000)");
    RunSpec spec = RunSpec.of(1, 60_000).withReturned(ReturnedIterate.AVERAGE, 0.5);

    try (Run<?> run =
        Run.of(
            "morbit-sampled",
            Runs.solver("morbit-sampled", set),
            ReferenceProblems.p2(Kind.SIMPLEX),
            spec)) {
      Vec x = run.execute(java.util.List.of()).returned().x();

      assertThat(x.get(0)).isCloseTo(X_STAR, within(0.02));
    }
  }

  @Test
  void should_reach_the_closed_form_with_moving_averages() {
    QuadraticProblem problem = ReferenceProblems.p2(Kind.SIMPLEX);

    Snapshot last = Runs.last(problem, "robust-ma-soba", maSoba(), 30_000);

    assertThat(last.x().get(0)).isCloseTo(X_STAR, within(1e-12));
    assertThat(last.weights().orElseThrow().get(0)).isCloseTo(2 - Math.sqrt(2), within(1e-12));
  }

  @Test
  void should_pull_averaged_weights_to_uniform() {
    Map<String, Object> set = maSoba();
    set.put("lambda.pull", 1);

    Snapshot last = Runs.last(ReferenceProblems.p2(Kind.SIMPLEX), "robust-ma-soba", set, 20_000);

    assertThat(last.x().get(0)).isCloseTo(-.2424066, within(5e-8));
  }

  @Test
  void should_leave_x_alone_in_the_first_step_of_moving_averages() {
    QuadraticProblem problem = ReferenceProblems.p2(Kind.SIMPLEX);

    assertThat(Runs.last(problem, "robust-ma-soba", maSoba(), 1).x().get(0)).isZero();
    // d_1 = 0 too, since v_0 = 0 and f does not see x
    assertThat(Runs.last(problem, "robust-ma-soba", maSoba(), 3).x().get(0)).isNotZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 10, 100})
  void should_reach_the_worst_case_of_the_penalised_objectives(double sigma) {
    Snapshot last =
        Runs.last(ReferenceProblems.p2(Kind.SIMPLEX), "robust-fosl", fosl(sigma), 60_000);

    // F_1 = s/(2(1+s)) (x-1)^2 and F_2 = s/(2+s) (x+1)^2 are equal there
    double a = Math.sqrt(1 / (2 * (1 + sigma)));
    double b = Math.sqrt(1 / (2 + sigma));
    assertThat(last.x().get(0)).isCloseTo((a - b) / (a + b), within(1e-9));
  }

  @Test
  void should_miss_that_point_when_weights_climb_on_the_upper_losses() {
    Map<String, Object> set = fosl(10);
    set.put("climbOn", "upper");

    double x = Runs.last(ReferenceProblems.p2(Kind.SIMPLEX), "robust-fosl", set, 30_000).x().get(0);

    // f_1(y_1) = f_2(y_2) with y_1 = (1 + s x)/(1 + s), y_2 = (s x - 2)/(s + 2)
    double a = 10 / 11.0 / Math.sqrt(2);
    double b = 10 / 12.0;
    assertThat(x).isCloseTo((a - b) / (a + b), within(1e-9));
  }
}

package org.bilevel4j.solvers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bilevel4j.core.auto.CurvatureEstimator;
import org.bilevel4j.core.auto.StepSizes;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.catalogue.Entry;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.DualSide.Kind;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.quadratic.Noise;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.bilevel4j.quadratic.QuadraticSolution;
import org.bilevel4j.solvers.estimators.Hypergradient;
import org.bilevel4j.testkit.ReferenceProblems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every solver that takes an estimator takes each of them, or says why not. */
class AnyEstimatorTest {
  private static final int STEPS = 12;

  private static Stream<Entry<Solver<?>>> solvers() {
    return Catalogue.load(Solver.KIND).entries().stream()
        .filter(
            e ->
                Arrays.stream(e.component().getClass().getRecordComponents())
                    .map(RecordComponent::getType)
                    .anyMatch(Hypergradient.class::equals));
  }

  static Stream<Arguments> pairs() {
    List<Entry<Hypergradient>> all = Catalogue.load(Hypergradient.KIND).entries();
    return solvers().flatMap(s -> all.stream().map(e -> Arguments.of(s.name(), e.name())));
  }

  private static QuadraticProblem problem(Solver<?> solver) {
    for (Kind kind : List.of(Kind.NONE, Kind.SIMPLEX)) {
      for (int blocks : new int[] {4, 1}) {
        QuadraticProblem problem = ReferenceProblems.random(kind, blocks, 3, 2, 11);
        if (solver.requirements().misfits(problem).isEmpty()) {
          return problem.withNoise(new Noise(32, 0.3, 0.05, 3));
        }
      }
    }
    throw new AssertionError("no reference problem fits.");
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void should_walk_and_resume_with_each_estimator(
      String name, String estimator, @TempDir Path folder) throws IOException {
    Map<String, ?> set = Map.of("estimator", estimator, "lowerBatch", "8", "upperBatch", "8");
    boolean asksFirst = List.of("smb", "mrbo", "sustain", "vrbo").contains(name);
    if (asksFirst && Hypergradient.parse(estimator).unrolls()) {
      assertThatThrownBy(() -> Runs.solver(name, set)).isInstanceOf(UserError.class);
      return;
    }
    Solver<?> solver = Runs.solver(name, set);
    QuadraticProblem problem = problem(solver);
    String unbroken;
    try (Run<?> run = Run.of(name, solver, problem, RunSpec.of(1, STEPS).withThreads(3))) {
      for (int k = 0; k < STEPS; k++) {
        run.step();
        if (k == STEPS / 2) {
          run.save(folder.resolve("half"));
        }
      }
      assertThat(run.state().currentX().isFinite()).isTrue();
      unbroken = run.digest();
    }
    try (Run<?> run = Run.of(name, solver, problem, RunSpec.of(1, STEPS))) {
      run.load(folder.resolve("half"));
      run.execute(List.of());

      assertThat(run.digest()).isEqualTo(unbroken);
    }
  }

  @Test
  void should_find_the_solvers_that_take_one() {
    assertThat(solvers().map(Entry::name))
        .contains(
            "morbit",
            "min-avg",
            "morbit-sampled",
            "ttsa",
            "bsa",
            "alset",
            "mrbo",
            "sustain",
            "vrbo",
            "smb");
  }

  private static Vec walk(String name, Map<String, ?> set, QuadraticProblem problem) {
    return Runs.last(problem, name, set, 60).x();
  }

  private static Map<String, Object> set(String text) {
    Map<String, Object> set = new HashMap<>();
    for (String pair : text.split(";")) {
      set.put(pair.split("=", 2)[0].trim(), pair.split("=", 2)[1].trim());
    }
    return set;
  }

  /** Where a paper fixes the estimator, its solver is another one that takes it by name. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "amigo | etaX=0.1; etaY=0.5; etaV=0.4; lowerSteps=3; adjointSteps=5 | alset"
            + "| etaX=0.1; etaY=0.5; lowerSteps=3; estimator=fixed-point(steps=5, step=0.4) | 0",
        "soba | gamma=0.1; rho=0.3 | smb"
            + "| etaX=0.1; etaY=0.3; average.newWeight=1; estimator=tracking(step=0.3) | 0",
        "mmb-v1 | etaX=0.1; etaY=0.3 | smb | etaX=0.1; etaY=0.3; estimator=averaged-hessian | 0",
        "pzobo | etaX=0.1; etaY=0.5; lowerSteps=4 | alset"
            + "| etaX=0.1; etaY=0.5; lowerSteps=4; estimator=zeroth-order | 1e-11",
      })
  void should_make_solvers_of_solvers_and_estimators(
      String one, String oneSet, String other, String otherSet, double error) {
    QuadraticProblem exact = ReferenceProblems.random(Kind.NONE, 4, 3, 2, 11);

    Vec expected = walk(one, set(oneSet), exact);

    assertThat(expected.norm()).isPositive();
    assertThat(walk(other, set(otherSet), exact).distance(expected)).isCloseTo(0, within(error));
  }

  /** Large batches renew what the differences between them have lost. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "cg(warm=true, iterations=1)",
        "fixed-point(steps=1)",
        "tracking(step=0.8)",
        "averaged-hessian(average.newWeight=0.1)",
        "storm-hessian"
      })
  void should_converge_with_an_estimator_that_keeps_something(String estimator) {
    QuadraticProblem exact = ReferenceProblems.random(Kind.NONE, 4, 3, 2, 11);
    Map<String, Object> set = set("etaX=0.1; etaY=0.8; period=3; lowerSteps=3");
    set.put("estimator", estimator);

    Vec x = Runs.last(exact, "vrbo", set, 3000).x();

    assertThat(x.distance(new QuadraticSolution(exact).meanMinimiser())).isLessThan(1e-9);
  }

  /**
   * Both points of a STORM difference must see the same past of an estimator that keeps something:
   * then without noise the direction is the plain one, whatever the weight of the new estimate.
   */
  @ParameterizedTest
  @CsvSource({
    "mrbo, exact",
    "mrbo, cg(warm=true; iterations=1)",
    "mrbo, fixed-point(steps=1)",
    "mrbo, tracking(step=0.5)",
    "mrbo, averaged-hessian(average.newWeight=0.1)",
    "mrbo, storm-hessian",
    "mrbo, value-function(steps=1)",
    "sustain, tracking(step=0.5)",
    "sustain, fixed-point(steps=1)"
  })
  void should_not_lose_the_direction_of_an_estimator_that_keeps_something(
      String name, String estimator) {
    QuadraticProblem exact = ReferenceProblems.random(Kind.NONE, 4, 3, 2, 11);
    Map<String, Object> plain = set("storm.power=0; gamma=0.1; lambda=0.3");
    plain.put("estimator", estimator.replace(';', ','));
    Map<String, Object> reduced = new HashMap<>(plain);
    reduced.put("storm.upper", "0.1");
    reduced.put("storm.lower", "0.1");

    Vec expected = walk(name, plain, exact);

    assertThat(expected.norm()).isPositive();
    assertThat(walk(name, reduced, exact).distance(expected)).isLessThan(1e-13);
  }

  @Test
  void should_be_warned_of_where_the_multiplier_of_an_estimator_is_small() {
    CurvatureEstimator probe =
        new CurvatureEstimator(ReferenceProblems.random(Kind.NONE, 4, 3, 2, 1), 1);
    String small = "value-function(sigma=0.5)";
    Record few = Runs.solver("smb", Map.of("estimator", small)).params();
    Record many = Runs.solver("smb", Map.of("estimator", "value-function(sigma=1000)")).params();

    assertThat(StepSizes.risks(few, probe, 100))
        .anyMatch(r -> r.startsWith("estimator.sigma = 0.5 is below 2 L_f/mu_g"));
    assertThat(StepSizes.risks(many, probe, 100)).noneMatch(r -> r.contains("sigma"));
    assertThat(StepSizes.choices(few)).noneMatch(name -> name.contains("sigma"));
  }
}

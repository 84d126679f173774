package org.bilevel4j.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DualSide.Kind;
import org.bilevel4j.core.problem.OracleFactory;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.run.Snapshot;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.oracles.FiniteDifferenceOracle;
import org.bilevel4j.oracles.GradientDifferenceOracle;
import org.bilevel4j.testkit.ReferenceProblems;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same solver file, driven by differences in the place of analytic derivatives, comes to the
 * closed forms 1 and 3 of docs/ALGORITHMS.md as closely as the oracle says that it differentiates.
 */
class OraclesDriveSolversTest {
  private static final double X_STAR = 2 * Math.sqrt(2) - 3;

  static Stream<Arguments> oracles() {
    BilevelProblem any = ReferenceProblems.p0(Kind.NONE);
    OracleFactory values = new FiniteDifferenceOracle.Factory();
    OracleFactory gradients = new GradientDifferenceOracle.Factory();
    return Stream.of(
        Arguments.of(values, ((FiniteDifferenceOracle) values.over(any)).secondAccuracy()),
        Arguments.of(
            gradients, ((GradientDifferenceOracle) gradients.over(any)).accuracy().second()));
  }

  private static Snapshot last(
      BilevelProblem own,
      OracleFactory oracle,
      String solver,
      Map<String, String> set,
      long steps) {
    Solver<?> named = Catalogue.load(Solver.KIND).get(solver).with(set);
    BilevelProblem made = oracle.over(own);
    try (Run<?> run = Run.of(solver, named, made, RunSpec.of(1, steps))) {
      return run.execute(List.of()).last();
    }
  }

  @ParameterizedTest
  @MethodSource("oracles")
  void should_bring_morbit_to_the_closed_form_of_two_objectives(
      OracleFactory oracle, double accuracy) {
    Map<String, String> set =
        Map.of(
            "alpha", "0.05",
            "beta", "0.5",
            "gamma", "0.05",
            "estimator", "exact",
            "lowerBatch", "full",
            "upperBatch", "full");

    Snapshot last = last(ReferenceProblems.p2(Kind.SIMPLEX), oracle, "morbit", set, 20_000);

    assertThat(last.x().get(0)).isCloseTo(X_STAR, within(accuracy));
    assertThat(last.weights().orElseThrow().get(0)).isCloseTo(2 - Math.sqrt(2), within(accuracy));
    assertThat(last.lower().orElseThrow().at(1).get(0)).isCloseTo(X_STAR, within(accuracy));
  }

  @ParameterizedTest
  @MethodSource("oracles")
  void should_bring_ttsa_to_the_closed_form_of_one_block(OracleFactory oracle, double accuracy) {
    Map<String, String> set = Map.of("estimator", "exact", "alpha", "0.1", "beta", "0.5");

    Snapshot last = last(ReferenceProblems.p0(Kind.NONE), oracle, "ttsa", set, 2000);

    assertThat(last.x().get(0)).isCloseTo(0.5, within(accuracy));
    assertThat(last.lower().orElseThrow().at(0).get(0)).isCloseTo(0.5, within(accuracy));
  }
}

package org.bilevel4j.solvers.bilevel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.stream.Stream;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.catalogue.Entry;
import org.bilevel4j.core.problem.DualSide.Kind;
import org.bilevel4j.core.run.Snapshot;
import org.bilevel4j.quadratic.Noise;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.bilevel4j.solvers.Runs;
import org.bilevel4j.solvers.estimators.Hypergradient;
import org.bilevel4j.testkit.ReferenceProblems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TtsaTest {
  static Stream<String> estimators() {
    return Stream.concat(
        Catalogue.load(Hypergradient.KIND).entries().stream().map(Entry::name),
        Stream.of("cg(warm=true)", "forward(carry=true)", "zeroth-order(of=objective)"));
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void should_equal_morbit_with_one_block_bit_for_bit(String estimator) {
    QuadraticProblem problem =
        ReferenceProblems.random(Kind.SIMPLEX, 1, 3, 2, 11).withNoise(new Noise(64, 0.3, 0.1, 3));
    Map<String, Object> set =
        Map.of("estimator", estimator, "lowerBatch", "8", "upperBatch", "8 distinct");

    Snapshot ttsa = Runs.last(problem, "ttsa", set, 300);
    Snapshot morbit = Runs.last(problem, "morbit", set, 300);

    assertThat(ttsa.x().toArray()).isEqualTo(morbit.x().toArray());
    assertThat(ttsa.lower().orElseThrow().at(0).toArray())
        .isEqualTo(morbit.lower().orElseThrow().at(0).toArray());
  }

  @Test
  void should_reach_the_closed_form_of_one_block() {
    Map<String, Object> set = Map.of("estimator", "exact", "alpha", 0.1, "beta", 0.5);

    Snapshot last = Runs.last(ReferenceProblems.p0(Kind.NONE), "ttsa", set, 2000);

    assertThat(last.x().get(0)).isCloseTo(0.5, within(1e-10));
  }
}

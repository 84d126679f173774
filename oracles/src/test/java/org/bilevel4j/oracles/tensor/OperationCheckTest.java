package org.bilevel4j.oracles.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Each primitive alone: forward against differences, transposed by the adjoint identity. */
class OperationCheckTest {
  @Test
  void should_find_every_primitive_of_random_programs_right() {
    Map<String, Double> worst = new TreeMap<>();
    for (long seed = 0; seed < 128; seed++) {
      for (OperationCheck.Derivative d :
          OperationCheck.of(AutodiffProblem.of(RandomModel.of(seed, true)))) {
        worst.merge(d.operation() + " " + d.which(), d.error(), Math::max);
      }
    }
    worst.forEach((what, error) -> System.out.printf("%-32s %.1e%n", what, error));
    assertThat(worst)
        .allSatisfy(
            (what, error) ->
                assertThat(error).as(what).isLessThan(what.endsWith("forward") ? 1e-8 : 1e-13));
  }
}

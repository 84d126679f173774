package org.bilevel4j.oracles.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.oracles.check.CheckResult;
import org.bilevel4j.oracles.check.DerivativeCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AutodiffProblemTest {
  @Test
  void should_differentiate_curved_constraints_and_a_start_that_depends_on_x() {
    CheckResult found =
        DerivativeCheck.of(AutodiffProblem.of(new CurvedModel()))
            .atRandom(Key.of(4), Batch.full(), Batch.full());
    assertThat(found.passed()).as(found.toString()).isTrue();
    assertThat(found.toString()).contains("constraint", "start");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void should_pass_every_derivative_check(boolean additive) {
    CheckResult found =
        DerivativeCheck.of(AutodiffProblem.of(MixedModel.of(additive)))
            .atRandom(Key.of(2), Batch.of(6), Batch.of(7));
    assertThat(found.passed()).as(found.toString()).isTrue();
  }
}

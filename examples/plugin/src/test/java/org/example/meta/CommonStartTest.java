package org.example.meta;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.oracles.check.CheckResult;
import org.bilevel4j.oracles.check.DerivativeCheck;
import org.bilevel4j.testkit.SolverContract;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class CommonStartTest {
  @Test
  void has_the_derivatives_that_differences_show() {
    BilevelProblem problem = new CommonStart().create(Optional.empty(), 1).problem();
    CheckResult result = DerivativeCheck.of(problem).atRandom(Key.of(1), Batch.of(4), Batch.of(4));
    assertThat(result.passed()).as(result.toString()).isTrue();
  }

  @TestFactory
  Stream<? extends DynamicNode> keeps_the_contract_of_a_solver() {
    return Stream.of(SolverContract.of(new ScaledSoba()));
  }
}

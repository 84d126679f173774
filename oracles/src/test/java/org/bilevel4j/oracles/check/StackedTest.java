package org.bilevel4j.oracles.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.bilevel4j.core.check.CheckingProblem;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.stack.StackedProblem;
import org.bilevel4j.oracles.HandModel;
import org.bilevel4j.oracles.HandProblem;
import org.bilevel4j.quadratic.Noise;
import org.bilevel4j.testkit.ReferenceProblems;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers of a stack against differences of its own losses and against each other. */
class StackedTest {
  @ParameterizedTest
  @EnumSource(DualSide.Kind.class)
  void should_pass_on_stacked_quadratics(DualSide.Kind kind) {
    BilevelProblem problem =
        ReferenceProblems.random(kind, 3, 4, 2, 5).withNoise(new Noise(16, 0.3, 0.1, 1));
    pass(StackedProblem.mean(problem));
    pass(StackedProblem.weighted(problem, Vec.of(0.5, 0, 2)));
  }

  /** Blocks of several dimensions, local parts of x, and with some sides a block without y. */
  @ParameterizedTest
  @MethodSource("org.bilevel4j.oracles.check.DerivativeCheckTest#sides")
  void should_pass_on_stacked_blocks_of_different_shapes(DualSide side) {
    pass(StackedProblem.mean(new HandProblem(new HandModel(side))));
  }

  private static void pass(StackedProblem stacked) {
    for (int seed = 0; seed < 3; seed++) {
      CheckResult result =
          DerivativeCheck.of(new CheckingProblem(stacked))
              .atRandom(Key.of(seed), Batch.of(4), Batch.full());
      assertThat(result.passed()).as(result.toString()).isTrue();
    }
  }
}

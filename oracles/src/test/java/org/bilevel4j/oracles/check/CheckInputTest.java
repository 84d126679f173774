package org.bilevel4j.oracles.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.set.Box;
import org.bilevel4j.testkit.ReferenceProblems;
import org.junit.jupiter.api.Test;

class CheckInputTest {

  @Test
  void should_lie_inside_the_sets() {
    BilevelProblem problem =
        ReferenceProblems.copies(3, DualSide.Kind.NONE).withUpperSet(new Box(2, 3));
    for (int seed = 0; seed < 50; seed++) {
      CheckInput input = CheckInput.random(problem, Key.of(seed), 2, Batch.full(), Batch.full());

      assertThat(problem.upperSet().violation(input.x())).isZero();
      assertThat(input.set().size()).isEqualTo(2);
    }
  }
}

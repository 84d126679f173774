package org.bilevel4j.solvers.updates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DualSide.Kind;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.testkit.ReferenceProblems;
import org.junit.jupiter.api.Test;

class StormRateTest {
  private static Step step(long k) {
    BilevelProblem problem = ReferenceProblems.random(Kind.NONE, 2, 3, 2, 1);
    Workspace workspace = Workspace.single();
    BlockSet all = BlockSet.all(2);
    return new Step(problem, problem.open(workspace), workspace, Key.of(1), k, 100, all, rule -> 1);
  }

  @Test
  void should_weigh_a_new_estimate_by_the_move_that_led_to_it() {
    StormRate rate = new StormRate(2, 3, 0.5, 0.1, 0.4); // eta_1 = 1

    assertThat(rate.eta(step(1))).isCloseTo(1, within(1e-15));
    assertThat(rate.weightOfUpper(step(2))).isCloseTo(0.1, within(1e-15));
    assertThat(rate.weightOfLower(step(2))).isCloseTo(0.4, within(1e-15));
    assertThat(rate.weightOfUpper(step(0))).isEqualTo(1);
    assertThat(new StormRate(2, 1, 0, 9, 9).weightOfLower(step(5))).isEqualTo(1);
  }
}

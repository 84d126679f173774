package org.bilevel4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import org.bilevel4j.core.check.CheckingProblem;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.run.OracleCounts;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.solver.Cost;

/** The stated cost is the counted one, and points are used as their rules say. */
final class HonestContract {
  private static final int STEPS = 20;

  private HonestContract() {}

  static void counts(Fixture f) {
    RecordingProblem problem = new RecordingProblem(f.posed(f.noisy()));
    Cost cost = f.solver().cost();
    assertThat(f.solver().requirements().calls())
        .as("calls declared as needed, against those the cost names")
        .containsAll(cost.calls().keySet())
        .containsAll(cost.perCoordinate().keySet());
    try (Run<?> run = Run.of(f.entry().name(), f.solver(), problem, RunSpec.of(1, STEPS))) {
      for (int k = 0; k < STEPS; k++) {
        OracleCounts before = run.counts().copy();
        problem.forgetBlocks();
        run.step();
        for (OracleCall call : OracleCall.values()) {
          Cost.Times stated = cost.of(call, problem);
          long blocks = problem.blocksAsked();
          assertThat(run.counts().calls(call) - before.calls(call))
              .as("%s in step %s on %s blocks", call, k, blocks)
              .isBetween(stated.least() * blocks, stated.most() * blocks);
        }
      }
    }
  }

  static void points(Fixture f) {
    RecordingProblem problem = new RecordingProblem(new CheckingProblem(f.posed(f.noisy())));
    try (Run<?> run = Run.of(f.entry().name(), f.solver(), problem, RunSpec.of(1, STEPS))) {
      assertThatCode(() -> run.execute(List.of())).doesNotThrowAnyException();
    }
    assertThat(problem.questions()).as("questions looked at").isPositive();
    assertThat(problem.open()).as("oracles left open").isZero();
  }
}

package org.bilevel4j.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.Set;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.set.Ball;
import org.bilevel4j.core.solver.Requirements;
import org.bilevel4j.core.solver.Requirements.Trait;
import org.bilevel4j.core.util.UserError;

/** What does not fit is refused before step 0, by name. */
final class RefusedContract {
  private RefusedContract() {}

  static void check(Fixture f) {
    Requirements needs = f.solver().requirements();
    for (OracleCall call : needs.calls()) {
      if (!call.arisesIn(f.exact())) {
        continue;
      }
      Set<OracleCall> fewer = EnumSet.allOf(OracleCall.class);
      fewer.remove(call);
      refused(f, new WatchfulProblem(f.exact(), fewer), call.name());
    }
    for (DualSide.Kind kind : DualSide.Kind.values()) {
      if (!needs.duals().contains(kind)) {
        refused(f, f.random(kind, f.blocks()), kind.name());
      }
    }
    if (!needs.traits().contains(Trait.UPPER_SET)) {
      refused(f, f.exact().withUpperSet(new Ball(1)), "upper set");
    }
    if (needs.traits().contains(Trait.SINGLE_BLOCK)) {
      refused(f, f.random(f.kind(), 2), "one block");
    }
  }

  private static void refused(Fixture f, BilevelProblem problem, String missing) {
    assertThatThrownBy(
            () -> Run.of(f.entry().name(), f.solver(), problem, RunSpec.of(1, 1)).close())
        .as("a problem without %s", missing)
        .isInstanceOf(UserError.class)
        .hasMessageContaining(f.entry().name())
        .hasMessageContaining(missing)
        .hasMessageContaining("Maybe ");
  }
}

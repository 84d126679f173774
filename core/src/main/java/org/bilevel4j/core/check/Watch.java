package org.bilevel4j.core.check;

import java.util.ArrayList;
import java.util.List;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.BilevelProblem;

/** What one run's checked points have in common: the step they live in and what they handed out. */
final class Watch {
  private final BilevelProblem problem;
  private final List<Snapshot> handedOut = new ArrayList<>();
  private long step;

  Watch(BilevelProblem problem) {
    this.problem = problem;
  }

  BilevelProblem problem() {
    return problem;
  }

  /** The number of resets so far. */
  long step() {
    return step;
  }

  /** Remembers a read-only answer. */
  void lend(String what, Vec answer) {
    for (Snapshot s : handedOut) {
      if (s.vec() == answer) {
        return;
      }
    }
    handedOut.add(Snapshot.of(what, answer));
  }

  /** Throws when a read-only answer was changed. */
  void requireUntouched() {
    for (Snapshot s : handedOut) {
      int j = s.changed();
      if (j >= 0) {
        handedOut.clear();
        throw new IllegalStateException(
            problem.name()
                + ": a read-only answer was changed: "
                + s.describe(j)
                + "."
                + System.lineSeparator()
                + "Maybe copy() it before changing it.");
      }
    }
  }

  /** The workspace takes its vectors back: last look, then all points are void. */
  void endStep() {
    step++;
    requireUntouched();
    handedOut.clear();
  }
}

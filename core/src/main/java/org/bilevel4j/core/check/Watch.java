package org.bilevel4j.core.check;

import java.util.ArrayList;
import java.util.List;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.BilevelProblem;

/** What one run's checked points have in common: how long they live and what they handed out. */
final class Watch {
  private final BilevelProblem problem;
  private final Workspace workspace;
  private final List<Lent> handedOut = new ArrayList<>();

  /** A read-only answer and how long it lives. */
  private record Lent(Snapshot answer, Workspace.Lifetime lifetime) {}

  Watch(BilevelProblem problem, Workspace workspace) {
    this.problem = problem;
    this.workspace = workspace;
  }

  BilevelProblem problem() {
    return problem;
  }

  /** How long a point made now lives. */
  Workspace.Lifetime lifetime() {
    return workspace.lifetime();
  }

  /** Remembers a read-only answer. */
  void lend(String what, Vec answer) {
    for (Lent l : handedOut) {
      if (l.answer().vec() == answer) {
        return;
      }
    }
    handedOut.add(new Lent(Snapshot.of(what, answer), lifetime()));
  }

  /** Throws when a read-only answer was changed. */
  void requireUntouched() {
    for (Lent l : handedOut) {
      Snapshot s = l.answer();
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

  /** The workspace takes vectors back: last look, then the answers in them are void. */
  void beforeReset() {
    requireUntouched();
    handedOut.removeIf(l -> l.lifetime().isOver());
  }
}

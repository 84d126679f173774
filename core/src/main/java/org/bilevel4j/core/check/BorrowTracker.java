package org.bilevel4j.core.check;

import java.util.ArrayList;
import java.util.List;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.oracle.OracleHook;
import org.bilevel4j.core.oracle.PointHook;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;

/** What one run's checked points have in common: how long they live and what they handed out. */
final class BorrowTracker implements OracleHook {
  private final BilevelProblem problem;
  private final Workspace workspace;
  private final List<Lent> handedOut = new ArrayList<>();

  /** A read-only answer and how long it lives. */
  private record Lent(VecSnapshot answer, Workspace.Lifetime lifetime) {}

  BorrowTracker(BilevelProblem problem, Workspace workspace) {
    this.problem = problem;
    this.workspace = workspace;
  }

  @Override
  public PointHook lower(BlockSet set, Vec x, Blocks y, Draw draw) {
    return new PointGuard(this, "lower", set, x, y, Dual.none());
  }

  @Override
  public PointHook upper(BlockSet set, Vec x, Blocks y, Dual dual, Draw draw) {
    PointGuard guard = new PointGuard(this, "upper", set, x, y, dual);
    guard.requireDual();
    return guard;
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
    Workspace.Lifetime lifetime = lifetime();
    boolean known = false;
    for (Lent l : handedOut) {
      if (l.answer().vec() == answer) {
        return;
      }
      known |= l.lifetime() == lifetime;
    }
    if (!known) {
      workspace.onEnd(() -> lastLook(lifetime));
    }
    handedOut.add(new Lent(VecSnapshot.of(what, answer), lifetime));
  }

  /** Throws when a read-only answer was changed. */
  void requireUntouched() {
    for (Lent l : handedOut) {
      VecSnapshot s = l.answer();
      int j = s.changed();
      if (j >= 0) {
        handedOut.clear();
        throw new IllegalStateException(
            problem.name()
                + ": a read-only answer was changed: "
                + s.describe(j)
                + "."
                + System.lineSeparator()
                + "Hint: copy() it before changing it.");
      }
    }
  }

  /** The answers of a lifetime are void once they have been looked at. */
  private void lastLook(Workspace.Lifetime ended) {
    requireUntouched();
    handedOut.removeIf(l -> l.lifetime() == ended);
  }
}

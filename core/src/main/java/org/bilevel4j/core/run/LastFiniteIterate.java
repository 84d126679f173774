package org.bilevel4j.core.run;

import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.solver.SolverState;
import org.bilevel4j.core.solver.StateVisitor;

/**
 * The last iterate that was seen to be finite, as the state shows it: x with everything caught up
 * or extrapolated, weights, y and dual. It is looked at so seldom that a step costs a few thousand
 * numbers at most; the iterate kept may therefore be some steps older than the first bad number.
 */
final class LastFiniteIterate {
  private static final long ENTRIES_PER_STEP = 4096;

  private final long every;
  private Snapshot kept;
  private Vec spare; // where the next x is looked at before it takes the place of the kept one

  /** Keeps the starting point. */
  LastFiniteIterate(SolverState start) {
    this.kept = Snapshot.of(0, start);
    this.spare = kept.x().copy();
    this.every = 1 + entries(kept) / ENTRIES_PER_STEP;
  }

  private static long entries(Snapshot shown) {
    long sum = shown.x().dim();
    sum += shown.weights().map(Vec::dim).orElse(0);
    sum += shown.lower().map(LastFiniteIterate::entries).orElse(0L);
    if (shown.dual() instanceof Dual.PerBlock each) {
      sum += entries(each.alpha());
    }
    return shown.dual() instanceof Dual.Shared one ? sum + one.alpha().dim() : sum;
  }

  /** Of all blocks, and one each for walking past it: most may not be touched yet. */
  private static long entries(Blocks b) {
    long sum = b.set().size();
    for (int p = 0; p < b.set().size(); p++) {
      sum += b.dims().of(b.set().id(p));
    }
    return sum;
  }

  /** Whether to look after this many steps. */
  boolean isDue(long steps) {
    return steps % every == 0;
  }

  /** How many steps had been made when the iterate was kept. */
  long step() {
    return kept.step();
  }

  /** Keeps what the state shows now; false, and nothing changes, when it is not all finite. */
  boolean keep(long steps, SolverState s) {
    if (steps == kept.step()) {
      return true;
    }
    s.currentX(spare);
    Snapshot now = new Snapshot(steps, spare, s.weights(), s.lower(), s.dual());
    if (!now.isFinite()) {
      return false;
    }
    now.weights().ifPresent(w -> kept.weights().orElseThrow().copyFrom(w));
    now.lower().ifPresent(y -> kept.lower().orElseThrow().mirror(y));
    if (now.dual() instanceof Dual.PerBlock each) {
      alpha().mirror(each.alpha());
    } else if (now.dual() instanceof Dual.Shared one && kept.dual() instanceof Dual.Shared old) {
      old.alpha().copyFrom(one.alpha());
    }
    spare = kept.x();
    kept = new Snapshot(steps, now.x(), kept.weights(), kept.lower(), kept.dual());
    return true;
  }

  private Blocks alpha() {
    return ((Dual.PerBlock) kept.dual()).alpha();
  }

  /** A copy of the iterate. */
  Snapshot copy() {
    return kept.copy();
  }

  /** Shows the iterate. */
  void visit(StateVisitor v) {
    long[] step = {kept.step()};
    v.counters("finite.step", step);
    kept.visit(v.within("finite"));
    kept = new Snapshot(step[0], kept.x(), kept.weights(), kept.lower(), kept.dual());
  }
}

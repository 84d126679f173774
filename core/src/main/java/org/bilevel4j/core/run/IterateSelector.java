package org.bilevel4j.core.run;

import org.bilevel4j.core.problem.Purpose;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.solver.SolverState;
import org.bilevel4j.core.solver.StateVisitor;
import org.jspecify.annotations.Nullable;

/** Keeps the iterate that a run will return, when that is not the last one. */
final class IterateSelector {
  private final RunSpec spec;
  private final Key key;
  private @Nullable Snapshot kept;
  private final long[] averaged = new long[1];

  IterateSelector(RunSpec spec, Key run) {
    this.spec = spec;
    this.key = run.child(Purpose.RETURN.name());
  }

  /** After a step. */
  void afterStep(long steps, SolverState s) {
    if (spec.returned() == ReturnedIterate.RANDOM) {
      // reservoir of one: every iterate stays with the same probability, whenever the run ends
      if (key.child(steps).rng().nextDouble() * steps < 1) {
        kept = Snapshot.of(steps, s);
      }
    } else if (spec.returned() == ReturnedIterate.AVERAGE
        && steps > Math.floor((1 - spec.averageTail()) * spec.steps())) {
      average(steps, s);
    }
  }

  private void average(long steps, SolverState s) {
    Snapshot old = kept;
    if (old == null) {
      kept = Snapshot.of(steps, s);
      averaged[0] = 1;
      return;
    }
    averaged[0]++;
    double weight = 1.0 / averaged[0];
    old.x().blend(weight, s.currentX());
    s.weights().ifPresent(w -> old.weights().ifPresent(mean -> mean.blend(weight, w)));
  }

  /** After a look that found a new best. */
  void best(long steps, SolverState s) {
    if (spec.returned() == ReturnedIterate.BEST) {
      kept = Snapshot.of(steps, s);
    }
  }

  /**
   * What to return, given the last iterate: that one, where the kept one is not finite or larger
   * than a limit.
   */
  Snapshot returned(Snapshot last, double limit) {
    Snapshot k = kept;
    if (k == null || !(k.maxAbs() <= limit)) {
      return last;
    }
    return spec.returned() == ReturnedIterate.AVERAGE
        ? new Snapshot(last.step(), k.x(), k.weights(), last.lower(), last.dual())
        : k;
  }

  /** Shows the kept iterate; a loader finds room for it by the shape of the state. */
  void visit(StateVisitor v, SolverState s) {
    long[] step = {kept == null ? -1 : kept.step()};
    v.counters("kept.step", step);
    v.counters("kept.averaged", averaged);
    if (step[0] < 0) {
      kept = null;
      return;
    }
    Snapshot k = kept == null ? Snapshot.of(step[0], s) : kept;
    k.visit(v.within("kept"));
    kept = new Snapshot(step[0], k.x(), k.weights(), k.lower(), k.dual());
  }
}

package org.bilevel4j.core.run;

import java.util.Optional;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.solver.SolverState;
import org.bilevel4j.core.solver.StatePart;
import org.bilevel4j.core.solver.Visit;

/**
 * A copy of what a state shows to the outside, which later steps do not change.
 *
 * @param step how many steps had been made
 * @param x the upper variable (d_x)
 * @param weights lambda (m), where the solver has weights
 * @param lower y_i, where the solver tracks them
 * @param dual what enters f_i
 */
public record Snapshot(
    @Visit(skip = true) long step, Vec x, Optional<Vec> weights, Optional<Blocks> lower, Dual dual)
    implements StatePart {

  /** Copies a state with everything caught up; the state is not changed. */
  public static Snapshot of(long step, SolverState s) {
    return new Snapshot(
        step,
        s.currentX(),
        s.weights().map(Vec::copy),
        s.lower().map(Blocks::copy),
        copy(s.dual()));
  }

  /** What a state shows, valid until it changes; looking at it changes no state. */
  static Snapshot view(long step, SolverState s) {
    return new Snapshot(
        step, s.currentX(), s.weights(), s.lower().map(Blocks::view), view(s.dual()));
  }

  static Dual view(Dual dual) {
    return dual instanceof Dual.PerBlock p ? new Dual.PerBlock(p.alpha().view()) : dual;
  }

  static Dual copy(Dual dual) {
    if (dual instanceof Dual.PerBlock p) {
      return new Dual.PerBlock(p.alpha().copy());
    }
    return dual instanceof Dual.Shared s ? new Dual.Shared(s.alpha().copy()) : dual;
  }

  /** An independent copy. */
  Snapshot copy() {
    return new Snapshot(
        step, x.copy(), weights.map(Vec::copy), lower.map(Blocks::copy), copy(dual));
  }

  /** Whether every number in it is finite; blocks that were not touched yet do not count. */
  public boolean isFinite() {
    return Double.isFinite(maxAbs());
  }

  /**
   * The largest absolute value in it, NaN when one is; blocks that were not touched yet do not
   * count.
   */
  double maxAbs() {
    double duals =
        dual instanceof Dual.PerBlock p
            ? p.alpha().maxAbs()
            : dual instanceof Dual.Shared s ? s.alpha().maxAbs() : 0;
    double primal = Math.max(x.maxAbs(), lower.map(Blocks::maxAbs).orElse(0.0));
    return Math.max(Math.max(primal, weights.map(Vec::maxAbs).orElse(0.0)), duals);
  }
}

package org.bilevel4j.eval.metric;

import java.util.Optional;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.solver.SolverState;

/**
 * A copy of what can be judged about a state.
 *
 * @param step after how many steps
 * @param x (d_x)
 * @param lower y_i, where the solver tracks them
 * @param weights lambda (m), where the solver has them
 * @param dual alpha; none where the problem has none
 */
public record Snapshot(long step, Vec x, Optional<Blocks> lower, Optional<Vec> weights, Dual dual) {

  /**
   * Copies a state.
   *
   * @param state settled; not modified
   */
  public static Snapshot of(SolverState state, long step) {
    return new Snapshot(
        step,
        state.x().copy(),
        state.lower().map(Blocks::copy),
        state.weights().map(Vec::copy),
        copy(state.dual()));
  }

  private static Dual copy(Dual dual) {
    if (dual instanceof Dual.PerBlock p) {
      return new Dual.PerBlock(p.alpha().copy());
    }
    return dual instanceof Dual.Shared s ? new Dual.Shared(s.alpha().copy()) : dual;
  }
}

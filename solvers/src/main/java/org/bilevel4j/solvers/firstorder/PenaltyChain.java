package org.bilevel4j.solvers.firstorder;

import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.solver.StatePart;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.solvers.updates.DualAscent;
import org.bilevel4j.solvers.updates.LazyMomentum;

/**
 * The iterates of FOSL at one multiplier.
 *
 * @param x the upper variable (d_x)
 * @param d the direction of its motion
 * @param alpha the dual
 * @param y the penalised lower variables (d_i)
 * @param z the lower variables that track y_i*(x) (d_i)
 */
public record PenaltyChain(Vec x, LazyMomentum d, DualAscent alpha, Blocks y, Blocks z)
    implements StatePart {

  /** Where the problem starts, z = y. */
  static PenaltyChain start(Step k) {
    Vec x = k.startUpper();
    return new PenaltyChain(
        x, LazyMomentum.start(k.problem()), DualAscent.start(k), k.startLower(x), k.startLower(x));
  }

  /** Writes x with every part caught up. */
  void currentX(Vec out) {
    d.current(x, out);
  }
}

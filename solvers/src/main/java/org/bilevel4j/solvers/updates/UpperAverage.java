package org.bilevel4j.solvers.updates;

import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.solver.Schedule;
import org.bilevel4j.core.solver.Step;

/**
 * The moving average of the direction of x.
 *
 * <pre>
 * d := (1 - beta) d + beta delta,   x := P_X[x - eta d]
 * </pre>
 *
 * @param newWeight beta, the weight of the NEW value (many libraries name its complement)
 * @param start what d is in step 0
 */
public record UpperAverage(
    @Param(
            value = "weight of the new direction in the moving average; 1 means no average",
            symbol = "beta_0",
            range = "in [0, 1]")
        Schedule newWeight,
    @Param("the average starts with the first direction, or at zero") Start start) {

  private static final Schedule OFF = Schedule.constant(1);

  /** What d is in step 0. */
  public enum Start {
    /** d := delta: no bias. */
    FIRST,
    /** d := beta delta: the first 1/beta steps are short. */
    ZERO
  }

  /** A constant weight, started with the first direction. */
  public static UpperAverage of(double newWeight) {
    return new UpperAverage(Schedule.constant(newWeight), Start.FIRST);
  }

  /**
   * One step of d and x; with a constant weight of 1 there is no d to keep, and x alone moves.
   *
   * @param d the motion, with the parts of the set caught up; modified
   * @param delta (d_x), not modified
   * @param eta the step size of x
   * @param x (d_x), modified
   */
  public void move(LazyMomentum d, BlockSet set, Vec delta, double eta, Vec x, Step k) {
    if (newWeight.equals(OFF)) {
      k.descend(x, eta, delta);
      return;
    }
    boolean first = k.index() == 0 && start == Start.FIRST;
    double beta = first ? 1 : newWeight.at(k);
    d.move(set, 1 - beta, beta, delta, eta, x);
  }
}

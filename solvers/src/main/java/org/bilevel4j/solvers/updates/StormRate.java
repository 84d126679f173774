package org.bilevel4j.solvers.updates;

import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.core.util.Args;

/**
 * The step sizes of STORM methods and the weights of their new estimates, which belong together.
 *
 * <pre>
 * eta_k = c (m0 + k)^-power, k from 0
 * a_k   = min(1, c1 eta_{k-1}^2),   b_k = min(1, c2 eta_{k-1}^2): of the move that led to the estimate
 * a_0   = b_0 = 1: the directions start with one batch's estimate
 * </pre>
 *
 * @param scale c
 * @param shift m0
 * @param power 1/3 in theory
 * @param upper c1
 * @param lower c2
 */
public record StormRate(
    @Param(value = "scale of eta_k", symbol = "c", range = "at least 0") double scale,
    @Param(value = "steps added to k", symbol = "m0", range = "at least 1") double shift,
    @Param(value = "decay of eta_k, 1/3 in theory", range = "at least 0") double power,
    @Param(value = "weight of a new direction of x over the last eta^2", symbol = "c1")
        double upper,
    @Param(value = "weight of a new direction of y over the last eta^2", symbol = "c2")
        double lower) {

  /** Checks the ranges. */
  public StormRate {
    Args.nonNegative(scale, "scale");
    Args.within(1, Double.MAX_VALUE, shift, "shift");
    Args.nonNegative(power, "power");
    Args.nonNegative(upper, "upper");
    Args.nonNegative(lower, "lower");
  }

  /** The exponent of the theory; full weight on new estimates at the start. */
  public static StormRate defaults() {
    return new StormRate(1, 1, 1.0 / 3, 1, 1);
  }

  /** eta_k. */
  public double eta(Step k) {
    return eta(k.index());
  }

  private double eta(long k) {
    return scale * StrictMath.pow(shift + k, -power);
  }

  /** a_k, the weight of the new direction of x. */
  public double weightOfUpper(Step k) {
    return weight(upper, k);
  }

  /** b_k, the weight of the new direction of y. */
  public double weightOfLower(Step k) {
    return weight(lower, k);
  }

  private double weight(double factor, Step k) {
    if (k.index() == 0) {
      return 1;
    }
    double eta = eta(k.index() - 1); // the estimate is made before the step's own move
    return Math.min(1, factor * eta * eta);
  }
}

package org.bilevel4j.solvers.updates;

import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.solver.Step;

/** A moving average of each block's loss that starts at the first one seen. */
public final class LossAverage {
  private LossAverage() {}

  /**
   * u_i := (1 - w) u_i + w f_i, at first f_i, for the blocks of the points.
   *
   * @param u one number per block, modified
   * @param newWeight w
   * @return the new u_i by position, of the step's workspace
   */
  public static Vec through(Blocks u, UpperPoints f, double newWeight, Step k) {
    Vec losses = k.vec(f.set().size());
    for (int at = 0; at < losses.dim(); at++) {
      int i = f.set().id(at);
      double weight = u.isTouched(i) ? newWeight : 1;
      double mean = (1 - weight) * u.at(i).get(0) + weight * f.values().get(at);
      u.at(i).set(0, mean);
      losses.set(at, mean);
    }
    return losses;
  }
}

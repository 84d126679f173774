package org.bilevel4j.eval.exact;

import org.bilevel4j.core.math.Blocks;

/**
 * What came out for each block.
 *
 * @param at the vectors of all m blocks, owned by whoever holds this
 * @param reached per block, whether the tolerance was reached; true where there was nothing to do
 * @param residual per block, the relative residual at the result
 */
public record BlockSolution(Blocks at, boolean[] reached, double[] residual) {

  /** Whether every block reached its tolerance. */
  public boolean allReached() {
    for (boolean r : reached) {
      if (!r) {
        return false;
      }
    }
    return true;
  }

  /** The largest residual; NaN when one is. */
  public double worstResidual() {
    double worst = 0;
    for (double r : residual) {
      worst = Math.max(worst, r);
    }
    return worst;
  }
}

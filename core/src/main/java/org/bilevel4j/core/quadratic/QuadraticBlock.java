package org.bilevel4j.core.quadratic;

import org.bilevel4j.core.set.ConvexSet;

/**
 * One block: its losses and its sets.
 *
 * @param f the upper loss
 * @param g the lower loss, without a dual
 * @param lowerSet Y_i
 * @param dualSet A_i
 */
public record QuadraticBlock(
    QuadraticForm f, QuadraticForm g, ConvexSet lowerSet, ConvexSet dualSet) {

  /** Checks that both forms have the same x and y. */
  public QuadraticBlock {
    if (f.upperDim() != g.upperDim() || f.lowerDim() != g.lowerDim()) {
      throw new IllegalArgumentException("f and g of a block differ in dimensions.");
    }
  }

  /** A block without constraints. */
  public QuadraticBlock(QuadraticForm f, QuadraticForm g) {
    this(f, g, ConvexSet.all(), ConvexSet.all());
  }
}

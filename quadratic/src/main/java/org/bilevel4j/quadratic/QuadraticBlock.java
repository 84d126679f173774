package org.bilevel4j.quadratic;

import org.bilevel4j.core.math.Cholesky;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.set.Box;
import org.bilevel4j.core.set.ConvexSet;
import org.bilevel4j.core.util.UserError;

/**
 * One block: its losses, its sets, and what constrains its lower level.
 *
 * @param f the upper loss
 * @param g the lower loss, without a dual; strongly convex in y where there are constraints
 * @param lowerSet Y_i; the whole space or a box where there are constraints
 * @param dualSet A_i
 * @param constraints of y given x
 */
public record QuadraticBlock(
    QuadraticForm f,
    QuadraticForm g,
    ConvexSet lowerSet,
    ConvexSet dualSet,
    AffineConstraints constraints) {

  /** Checks that all have the same x and y, and that constraints can be dealt with. */
  public QuadraticBlock {
    if (f.upperDim() != g.upperDim()
        || f.lowerDim() != g.lowerDim()
        || !constraints.fit(f.upperDim(), f.lowerDim())) {
      throw new IllegalArgumentException("f, g and constraints of a block differ in dimensions.");
    }
    if (constraints.rows() > 0 && !isProgram(g, lowerSet)) {
      throw new UserError(
          "constraints of a lower level need a positive definite [yy] in g, and a lower set that is"
              + " the whole space or a box.");
    }
  }

  /** A block without functional constraints. */
  public QuadraticBlock(QuadraticForm f, QuadraticForm g, ConvexSet lowerSet, ConvexSet dualSet) {
    this(f, g, lowerSet, dualSet, AffineConstraints.none());
  }

  /** A block without constraints. */
  public QuadraticBlock(QuadraticForm f, QuadraticForm g) {
    this(f, g, ConvexSet.all(), ConvexSet.all());
  }

  /** This block with its lower level constrained. */
  public QuadraticBlock withConstraints(AffineConstraints added) {
    return new QuadraticBlock(f, g, lowerSet, dualSet, added);
  }

  /** Whether the lower level is a strictly convex quadratic program. */
  boolean isProgram() {
    return isProgram(g, lowerSet);
  }

  private static boolean isProgram(QuadraticForm g, ConvexSet lowerSet) {
    int d = g.lowerDim();
    Vec h = Vec.zeros(d * d);
    g.addDenseYY(1, h);
    return new Cholesky(d).factor(h, 0) && (lowerSet.isAll() || lowerSet instanceof Box);
  }
}

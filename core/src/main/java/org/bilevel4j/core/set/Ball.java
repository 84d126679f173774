package org.bilevel4j.core.set;

import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.util.Args;

/**
 * ||v|| <= radius.
 *
 * @param radius positive; infinity allowed
 */
public record Ball(double radius) implements ConvexSet {

  /** Checks the radius. */
  public Ball {
    if (radius != Double.POSITIVE_INFINITY) {
      Args.positive(radius, "radius of a ball");
    }
  }

  @Override
  public void project(Vec v) {
    double norm = v.norm();
    if (norm > radius) {
      v.scale(radius / norm);
    }
  }

  @Override
  public double violation(Vec v) {
    return Math.max(0, v.norm() - radius);
  }

  @Override
  public boolean isAll() {
    return radius == Double.POSITIVE_INFINITY;
  }
}

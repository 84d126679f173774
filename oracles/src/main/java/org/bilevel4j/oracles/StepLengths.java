package org.bilevel4j.oracles;

import org.bilevel4j.core.math.Vec;

/**
 * How far central differences step, relative to the argument.
 *
 * @param first for first differences of losses, or of gradients
 * @param second for each of the two steps of second differences of losses
 */
record StepLengths(double first, double second) {
  private static final double TINY = 1e-300;

  /** The lengths for second differences of length scale: scale^(4/3) and scale. */
  static StepLengths ofScale(double scale) {
    return new StepLengths(Math.pow(scale, 4.0 / 3), scale);
  }

  /** Along a coordinate: relative * (1 + |value|). */
  static double coordinate(double relative, double value) {
    return relative * (1 + Math.abs(value));
  }

  /** Along p from a point: relative * (1 + ||point||) / ||p|| (docs/ALGORITHMS.md 1.8). */
  static double direction(double relative, double normOfPlace, double normOfDirection) {
    return relative * (1 + normOfPlace) / Math.max(normOfDirection, TINY);
  }

  /** Along p from a point. */
  static double direction(double relative, Vec point, Vec p) {
    return direction(relative, point.norm(), p.norm());
  }
}

package org.bilevel4j.oracles.check;

import org.bilevel4j.core.math.Vec;

/** Sizes against which errors are measured. */
final class ErrorScale {
  /** A derivative smaller than this share of its function is lost in the function's rounding. */
  static final double NOISE = 1e-3;

  private ErrorScale() {}

  /** The largest absolute entry among the finite ones. */
  static double largest(Vec v) {
    double largest = 0;
    for (int j = 0; j < v.dim(); j++) {
      double entry = Math.abs(v.get(j));
      if (Double.isFinite(entry)) {
        largest = Math.max(largest, entry);
      }
    }
    return largest;
  }
}

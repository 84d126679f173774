package org.bilevel4j.oracles.check;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.random.Rng;

/** Sizes against which errors are measured, and random directions. */
final class Scales {
  /** A derivative smaller than this share of its function drowns in the function's rounding. */
  static final double NOISE = 1e-3;

  private Scales() {}

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

  /** A vector of standard normal entries. */
  static Vec gaussian(int dim, Rng rng) {
    Vec v = Vec.zeros(dim);
    for (int j = 0; j < dim; j++) {
      v.set(j, rng.nextGaussian());
    }
    return v;
  }

  /** Blocks of standard normal entries. */
  static Blocks gaussian(BlockSet set, Dims dims, Rng rng) {
    return Blocks.packed(set, dims, gaussian(dims.total(set), rng));
  }
}

package org.bilevel4j.oracles.check;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.random.Rng;

/** Random directions with independent standard normal entries. */
final class GaussianVectors {
  private GaussianVectors() {}

  /** One vector. */
  static Vec vector(int dim, Rng rng) {
    Vec v = Vec.zeros(dim);
    for (int j = 0; j < dim; j++) {
      v.set(j, rng.nextGaussian());
    }
    return v;
  }

  /** A vector for each block of a set. */
  static Blocks blocks(BlockSet set, Dims dims, Rng rng) {
    return Blocks.packed(set, dims, vector(dims.total(set), rng));
  }
}

package org.bilevel4j.core.math;

import org.jspecify.annotations.Nullable;

/** One weight per block, addressed by block id: the lambda of a weighted sum over blocks. */
public final class Weights {
  private final @Nullable Vec byId;
  private final double factor;

  private Weights(@Nullable Vec byId, double factor) {
    this.byId = byId;
    this.factor = factor;
  }

  /** The weights in a vector of dimension m, not copied. */
  public static Weights of(Vec byId) {
    return new Weights(byId, 1);
  }

  /** The same weight for every block. */
  public static Weights constant(double weight) {
    return new Weights(null, weight);
  }

  /** 1 / |set| for every block: the mean over the set. */
  public static Weights mean(BlockSet set) {
    return constant(1.0 / set.size());
  }

  /** All weights multiplied by a factor. */
  public Weights times(double factor) {
    return new Weights(byId, this.factor * factor);
  }

  /** The weight of a block. */
  public double at(int id) {
    return byId == null ? factor : factor * byId.get(id);
  }
}

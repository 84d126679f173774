package org.bilevel4j.core.math;

import org.jspecify.annotations.Nullable;

/** One weight per block, addressed by block id: the lambda of a weighted sum over blocks. */
public final class Weights {
  private final @Nullable Vec entries;
  private final @Nullable BlockSet set; // entries are by position in it; null: by id
  private final double factor;

  private Weights(@Nullable Vec entries, @Nullable BlockSet set, double factor) {
    this.entries = entries;
    this.set = set;
    this.factor = factor;
  }

  /** The weights in a vector of dimension m, not copied. */
  public static Weights of(Vec byId) {
    return new Weights(byId, null, 1);
  }

  /** The weights of a set's blocks in a vector by position in the set, not copied. */
  public static Weights over(BlockSet set, Vec byPosition) {
    return new Weights(byPosition, set, 1);
  }

  /** The same weight for every block. */
  public static Weights constant(double weight) {
    return new Weights(null, null, weight);
  }

  /**
   * The weights of a set with which a sum over it estimates the mean over all blocks without bias:
   * 1 / |set| for every block, unless blocks were drawn with unequal probabilities.
   */
  public static Weights mean(BlockSet set) {
    return set.isEvenlyDrawn() ? constant(1.0 / set.size()) : sum(set).times(1.0 / set.blocks());
  }

  /** The same for the sum over all blocks: m / |set|, or the set's design weights. */
  public static Weights sum(BlockSet set) {
    if (set.isEvenlyDrawn()) {
      return constant((double) set.blocks() / set.size());
    }
    Vec byPosition = Vec.zeros(set.size());
    for (int p = 0; p < set.size(); p++) {
      byPosition.set(p, set.designWeight(p));
    }
    return over(set, byPosition);
  }

  /** All weights multiplied by a factor. */
  public Weights times(double factor) {
    return new Weights(entries, set, this.factor * factor);
  }

  /** The weight of a block. */
  public double at(int id) {
    if (entries == null) {
      return factor;
    }
    return factor * entries.get(set == null ? id : set.position(id));
  }
}

package org.bilevel4j.core.math;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A set of block ids out of 0..m-1, in ascending order, so that sums over a set have one order
 * whatever order the ids were drawn in. A position counts within the set. A set also knows how it
 * was drawn: {@link #designWeight} makes a sum over it estimate the sum over all blocks.
 */
public final class BlockSet {
  private final int blocks;
  private final int[] ids; // empty array and all = true: every block
  private final boolean all;
  private final double @Nullable [] designWeights; // by position; null: m / n for each

  private BlockSet(int blocks, int[] ids, boolean all, double @Nullable [] designWeights) {
    this.blocks = blocks;
    this.ids = ids;
    this.all = all;
    this.designWeights = designWeights;
  }

  /** Every block of m. */
  public static BlockSet all(int m) {
    return new BlockSet(m, new int[0], true, null);
  }

  /** These blocks of m, in any order, each once. */
  public static BlockSet of(int m, int... ids) {
    int[] sorted = ids.clone();
    Arrays.sort(sorted);
    for (int p = 0; p < sorted.length; p++) {
      if (sorted[p] < 0 || sorted[p] >= m || (p > 0 && sorted[p] == sorted[p - 1])) {
        throw new IllegalArgumentException(
            "block " + sorted[p] + " is outside 0.." + (m - 1) + " or named twice.");
      }
    }
    return new BlockSet(m, sorted, sorted.length == m, null);
  }

  /**
   * Blocks that were drawn with unequal probabilities.
   *
   * @param designWeight of a block by its id: 1 over the probability that it is drawn
   */
  public static BlockSet drawn(int m, int[] ids, IntToDoubleFunction designWeight) {
    BlockSet set = of(m, ids);
    double[] weights = Arrays.stream(set.ids).mapToDouble(designWeight).toArray();
    return new BlockSet(m, set.ids, set.all, weights);
  }

  /** m, the number of blocks there are. */
  public int blocks() {
    return blocks;
  }

  /** How many blocks are in the set. */
  public int size() {
    return all ? blocks : ids.length;
  }

  /** Whether the set is 0..m-1. */
  public boolean isAll() {
    return all;
  }

  /** The id at a position. */
  public int id(int position) {
    return all ? Objects.checkIndex(position, blocks) : ids[position];
  }

  /** The position of an id, negative when it is not in the set. */
  public int position(int id) {
    return all ? (id >= 0 && id < blocks ? id : -1) : Arrays.binarySearch(ids, id);
  }

  /** Whether every block had the same chance, n out of m. */
  public boolean isEvenlyDrawn() {
    return designWeights == null;
  }

  /**
   * 1 over the probability with which the block at a position got into the set (Horvitz and
   * Thompson 1952): m / n where every block had the same chance.
   */
  public double designWeight(int position) {
    return designWeights == null ? (double) blocks / size() : designWeights[position];
  }

  /** Whether both sets hold the same ids. */
  public boolean sameAs(BlockSet other) {
    return this == other
        || (blocks == other.blocks
            && ((all && other.all) || (all == other.all && Arrays.equals(ids, other.ids))));
  }

  @Override
  public String toString() {
    return all ? "all " + blocks + " blocks" : Arrays.toString(ids) + " of " + blocks;
  }
}

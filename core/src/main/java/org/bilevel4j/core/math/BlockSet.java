package org.bilevel4j.core.math;

import java.util.Arrays;

/**
 * A set of block ids out of 0..m-1, in ascending order, so that sums over a set have one order
 * whatever order the ids were drawn in. A position counts within the set.
 */
public final class BlockSet {
  private final int blocks;
  private final int[] ids; // empty array and all = true: every block
  private final boolean all;

  private BlockSet(int blocks, int[] ids, boolean all) {
    this.blocks = blocks;
    this.ids = ids;
    this.all = all;
  }

  /** Every block of m. */
  public static BlockSet all(int m) {
    return new BlockSet(m, new int[0], true);
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
    return new BlockSet(m, sorted, sorted.length == m);
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
    return all ? java.util.Objects.checkIndex(position, blocks) : ids[position];
  }

  /** The position of an id, negative when it is not in the set. */
  public int position(int id) {
    return all ? (id >= 0 && id < blocks ? id : -1) : Arrays.binarySearch(ids, id);
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

package org.bilevel4j.core.problem;

import java.util.Optional;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Support;

/**
 * Which coordinates of x only one block looks at: x = (shared part, part of block 0, part of block
 * 1, ...). A multi-task network has a shared encoder and, per task, a head and a few scalars. A
 * direction then carries the sampled blocks' parts only, and a step costs nothing of size m.
 */
public final class LocalParts {
  private static final LocalParts NONE = new LocalParts(-1, new int[0]);

  private final int shared;
  private final int[] ends; // ends[i] is one past block i's part; empty: no local parts

  private LocalParts(int shared, int[] ends) {
    this.shared = shared;
    this.ends = ends;
  }

  /** Every coordinate is shared. */
  public static LocalParts none() {
    return NONE;
  }

  /**
   * Coordinates 0..shared-1 are everybody's; then block after block has its own.
   *
   * @param shared at least 0
   * @param sizes one local dimension per block, at least 0
   */
  public static LocalParts of(int shared, int... sizes) {
    int[] ends = new int[sizes.length];
    int at = shared;
    for (int i = 0; i < sizes.length; i++) {
      at = Math.addExact(at, sizes[i]);
      ends[i] = at;
    }
    return new LocalParts(shared, ends);
  }

  /** Whether there are local parts. */
  public boolean exist() {
    return shared >= 0;
  }

  /** The dimension of the shared part. */
  public int shared() {
    return shared;
  }

  /** The dimension of x, when local parts exist. */
  public int total() {
    return ends.length == 0 ? shared : ends[ends.length - 1];
  }

  /** First coordinate of a block's part. */
  public int from(int block) {
    return block == 0 ? shared : ends[block - 1];
  }

  /** One past the last coordinate of a block's part. */
  public int to(int block) {
    return ends[block];
  }

  /** The shared part and the parts of a set; empty when every coordinate is meant. */
  public Optional<Support> support(BlockSet set) {
    if (!exist() || set.isAll()) {
      return Optional.empty();
    }
    int[] from = new int[set.size() + 1];
    int[] to = new int[set.size() + 1];
    to[0] = shared;
    for (int p = 0; p < set.size(); p++) {
      from[p + 1] = from(set.id(p));
      to[p + 1] = to(set.id(p));
    }
    return Optional.of(Support.of(from, to));
  }
}

package org.bilevel4j.oracles.network;

import java.util.Arrays;

/** Some of the rows of a pass: ascending ranges that do not touch. */
final class RowRanges {
  private int[] from = new int[4];
  private int[] to = new int[4];
  private int count;
  private int rows;

  /** Work on rows from..to-1. */
  @FunctionalInterface
  interface Work {
    void accept(int from, int to, boolean first);
  }

  /** Adds rows at the end; a range that goes on where the last one ends is joined to it. */
  void add(int first, int end) {
    if (end <= first) {
      return;
    }
    rows += end - first;
    if (count > 0 && to[count - 1] == first) {
      to[count - 1] = end;
      return;
    }
    if (count == from.length) {
      from = Arrays.copyOf(from, 2 * count);
      to = Arrays.copyOf(to, 2 * count);
    }
    from[count] = first;
    to[count++] = end;
  }

  /** How many rows in all. */
  int rows() {
    return rows;
  }

  /** Those that lie in first..end-1. */
  RowRanges within(int first, int end) {
    if (count == 0 || (from[0] >= first && to[count - 1] <= end)) {
      return this;
    }
    RowRanges part = new RowRanges();
    for (int r = 0; r < count; r++) {
      part.add(Math.max(first, from[r]), Math.min(end, to[r]));
    }
    return part;
  }

  /** Works on the rows at places begin..end-1 among these rows, range by range. */
  void each(int begin, int end, Work work) {
    int passed = 0;
    boolean first = true;
    for (int r = 0; r < count && passed < end; r++) {
      int a = Math.max(from[r], from[r] + begin - passed);
      int b = Math.min(to[r], from[r] + end - passed);
      if (a < b) {
        work.accept(a, b, first);
        first = false;
      }
      passed += to[r] - from[r];
    }
  }
}

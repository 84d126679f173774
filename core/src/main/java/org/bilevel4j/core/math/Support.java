package org.bilevel4j.core.math;

import java.util.Arrays;

/**
 * Where a vector may be non-zero: sorted disjoint index ranges. A direction in an upper variable
 * with local parts carries one, so that a step costs the touched ranges and not d_x.
 */
public final class Support {
  private final int[] from;
  private final int[] to;
  private final int ranges;
  private final int entries;

  private Support(int[] from, int[] to, int ranges) {
    this.from = from;
    this.to = to;
    this.ranges = ranges;
    int sum = 0;
    for (int r = 0; r < ranges; r++) {
      sum += to[r] - from[r];
    }
    this.entries = sum;
  }

  /**
   * Ranges [from_r, to_r), ascending; empty ones are dropped, adjacent ones joined.
   *
   * @throws IllegalArgumentException when ranges overlap or are out of order
   */
  public static Support of(int[] from, int[] to) {
    int[] a = new int[from.length];
    int[] b = new int[from.length];
    int n = 0;
    for (int r = 0; r < from.length; r++) {
      if (to[r] <= from[r]) {
        continue;
      }
      if (n > 0 && from[r] < b[n - 1]) {
        throw new IllegalArgumentException(
            "range " + r + " begins at " + from[r] + " before " + b[n - 1] + ", where one ends.");
      }
      if (n > 0 && from[r] == b[n - 1]) {
        b[n - 1] = to[r];
      } else {
        a[n] = from[r];
        b[n++] = to[r];
      }
    }
    return new Support(Arrays.copyOf(a, n), Arrays.copyOf(b, n), n);
  }

  /** How many ranges. */
  public int ranges() {
    return ranges;
  }

  /** First index of range r. */
  public int from(int r) {
    return from[r];
  }

  /** One past the last index of range r. */
  public int to(int r) {
    return to[r];
  }

  /** How many indices in all. */
  public int entries() {
    return entries;
  }
}

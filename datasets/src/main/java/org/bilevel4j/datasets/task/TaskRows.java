package org.bilevel4j.datasets.task;

import java.util.Arrays;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Permutation;
import org.bilevel4j.core.util.Args;

/**
 * The rows of one part of a task, those of the first class before those of the second, each
 * ascending. Position k in this list is a row's stable id in draws; {@code row(k)} is its number in
 * the table. Immutable.
 */
public final class TaskRows {
  private final int[] rows;
  private final int firstCount;

  /**
   * Joins the rows of both classes.
   *
   * @param first rows with target 0; copied
   * @param second rows with target 1; copied
   */
  public TaskRows(int[] first, int[] second) {
    rows = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, rows, first.length, second.length);
    firstCount = first.length;
  }

  /** Number of rows. */
  public int size() {
    return rows.length;
  }

  /** Rows with target 0; they have the positions 0 to firstCount() - 1. */
  public int firstCount() {
    return firstCount;
  }

  /** Rows with target 1; they have the positions firstCount() to size() - 1. */
  public int secondCount() {
    return rows.length - firstCount;
  }

  /** Number in the table of the row at position k. */
  public int row(int k) {
    return rows[k];
  }

  /** Target 0 or 1 of the row at position k. */
  public int target(int k) {
    if (k < 0 || k >= rows.length) {
      throw new IndexOutOfBoundsException("position " + k + " of " + rows.length + " rows");
    }
    return k < firstCount ? 0 : 1;
  }

  /** All row numbers, a copy. */
  public int[] rows() {
    return rows.clone();
  }

  /** All targets, a copy. */
  public int[] targets() {
    int[] targets = new int[rows.length];
    Arrays.fill(targets, firstCount, rows.length, 1);
    return targets;
  }

  /**
   * At most {@code limit} rows, drawn without replacement with the shares of the classes kept (both
   * stay present where the limit is at least 2).
   *
   * @param limit at least 1
   * @param key address of the draw
   */
  public TaskRows capped(int limit, Key key) {
    Args.atLeast(1, limit, "limit of rows");
    if (limit >= size()) {
      return this;
    }
    int first = (int) Math.round((double) limit * firstCount / size());
    if (limit >= 2 && firstCount > 0 && secondCount() > 0) {
      first = Math.max(1, Math.min(limit - 1, first));
    }
    int[] zeros = draw(0, firstCount, first, key.child(0));
    int[] ones = draw(firstCount, secondCount(), limit - first, key.child(1));
    return new TaskRows(zeros, ones);
  }

  private int[] draw(int from, int available, int count, Key key) {
    int[] drawn = new int[count];
    if (count > 0) {
      Permutation order = Permutation.of(key, available);
      Arrays.setAll(drawn, k -> rows[from + order.at(k)]);
    }
    Arrays.sort(drawn);
    return drawn;
  }
}

package org.bilevel4j.datasets.task;

import java.util.Arrays;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Permutation;
import org.bilevel4j.core.util.Args;

/**
 * The rows of one part of a task, the positives before the negatives, each ascending. Position k in
 * this list is a row's stable id in draws; {@code row(k)} is its number in the table. Immutable.
 */
public final class TaskRows {
  private final int[] rows;
  private final int positives;

  /**
   * Joins the rows of both classes.
   *
   * @param positive rows with target 1; copied
   * @param negative rows with target 0; copied
   */
  public TaskRows(int[] positive, int[] negative) {
    rows = Arrays.copyOf(positive, positive.length + negative.length);
    System.arraycopy(negative, 0, rows, positive.length, negative.length);
    positives = positive.length;
  }

  /** Number of rows. */
  public int size() {
    return rows.length;
  }

  /** Rows with target 1; they have the positions 0 to positives() - 1. */
  public int positives() {
    return positives;
  }

  /** Rows with target 0; they have the positions positives() to size() - 1. */
  public int negatives() {
    return rows.length - positives;
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
    return k < positives ? 1 : 0;
  }

  /** All row numbers, a copy. */
  public int[] rows() {
    return rows.clone();
  }

  /** All targets, a copy. */
  public int[] targets() {
    int[] targets = new int[rows.length];
    Arrays.fill(targets, 0, positives, 1);
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
    int take = (int) Math.round((double) limit * positives / size());
    if (limit >= 2 && positives > 0 && negatives() > 0) {
      take = Math.max(1, Math.min(limit - 1, take));
    }
    int[] ones = draw(0, positives, take, key.child(1));
    int[] zeros = draw(positives, negatives(), limit - take, key.child(0));
    return new TaskRows(ones, zeros);
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

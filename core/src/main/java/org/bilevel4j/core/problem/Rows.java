package org.bilevel4j.core.problem;

import org.bilevel4j.core.util.Args;

/**
 * The rows one level of a block is made of.
 *
 * @param kind where rows come from
 * @param count how many there are: rows of a finite sum, points of the fixed grid that stands for
 *     the whole distribution of a stream, 1 for exact losses
 * @param positives rows 0..positives-1 are the positives, the others the negatives; -1 when rows
 *     have no such classes
 * @param additive whether the loss of a batch is the mean of the losses of its rows, each times
 *     what {@link Draw#weight} says where classes are drawn apart; a loss made of means over
 *     classes is not
 */
public record Rows(Kind kind, int count, int positives, boolean additive) {

  /** Where rows come from. */
  public enum Kind {
    /** Addressable rows 0..count-1. */
    FINITE,
    /** Fresh rows made from the draw's key; a full draw uses a fixed grid. */
    STREAM,
    /** No rows: the loss is known exactly and draws do not matter. */
    EXACT
  }

  /** Checks the counts. */
  public Rows {
    Args.atLeast(1, count, "number of rows");
    if (positives > count) {
      throw new IllegalArgumentException(positives + " positives among " + count + " rows");
    }
  }

  /** n rows whose losses add up. */
  public static Rows finite(int n) {
    return new Rows(Kind.FINITE, n, -1, true);
  }

  /** Positives first, then negatives; the loss is one of the whole batch. */
  public static Rows stratified(int positives, int negatives) {
    return new Rows(Kind.FINITE, positives + negatives, positives, false);
  }

  /** A stream whose full draw is a grid of this many points. */
  public static Rows stream(int gridPoints) {
    return new Rows(Kind.STREAM, gridPoints, -1, true);
  }

  /** Exact losses. */
  public static Rows exact() {
    return new Rows(Kind.EXACT, 1, -1, true);
  }
}

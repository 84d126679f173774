package org.bilevel4j.oracles.graph;

/**
 * One side of a matrix: a number, or a multiple of n, the number of rows in the batch of a block.
 *
 * @param factor at least 0
 * @param power 0 for a number, 1 for a multiple of n
 */
public record Dim(int factor, int power) {
  /** 1. */
  public static final Dim ONE = of(1);

  /** n. */
  public static final Dim ROWS = new Dim(1, 1);

  /** A number. */
  public static Dim of(int size) {
    return new Dim(size, 0);
  }

  /** Whether it is 1. */
  public boolean isOne() {
    return power == 0 && factor == 1;
  }

  /** Whether it is a number. */
  public boolean isFixed() {
    return power == 0;
  }

  /** Its value where a block has n rows. */
  public int at(int n) {
    return power == 0 ? factor : factor * n;
  }

  /**
   * Its value, which must be a number.
   *
   * @throws org.bilevel4j.core.util.UserError when it grows with the rows of the batch
   */
  public int fixed(String who) {
    if (power > 0) {
      throw Graph.misfit(
          who, "needs a side of fixed length, " + this + " is not", "a side that is a number.");
    }
    return factor;
  }

  @Override
  public String toString() {
    return power == 0 ? Integer.toString(factor) : factor == 1 ? "n" : factor + "n";
  }
}

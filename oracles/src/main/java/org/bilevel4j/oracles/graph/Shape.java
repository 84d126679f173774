package org.bilevel4j.oracles.graph;

/**
 * The shape of a value.
 *
 * @param rows number of rows
 * @param cols number of columns
 * @param perBlock whether each block has a matrix of its own; otherwise all share one
 */
public record Shape(Dim rows, Dim cols, boolean perBlock) {
  /** Checks that what grows with the rows of a block is a value per block. */
  public Shape {
    if (!perBlock && !(rows.isFixed() && cols.isFixed())) {
      throw new IllegalArgumentException("a shared value of shape " + rows + " x " + cols);
    }
  }

  /** A shared matrix. */
  public static Shape shared(int rows, int cols) {
    return new Shape(Dim.of(rows), Dim.of(cols), false);
  }

  /** A shape of these sides, per block where it must be or is asked to be. */
  static Shape of(Dim rows, Dim cols, boolean perBlock) {
    return new Shape(rows, cols, perBlock || !rows.isFixed() || !cols.isFixed());
  }

  /** Whether it is 1 x 1. */
  public boolean isScalar() {
    return rows.isOne() && cols.isOne();
  }

  /** Whether both have the same sides, whoever they belong to. */
  public boolean sameSides(Shape other) {
    return rows.equals(other.rows) && cols.equals(other.cols);
  }

  /** factor of n^power in the number of elements of a block. */
  public int factor() {
    return Math.multiplyExact(rows.factor(), cols.factor());
  }

  /** power of n in the number of elements of a block: 0, 1 or 2. */
  public int power() {
    return rows.power() + cols.power();
  }

  @Override
  public String toString() {
    return rows + " x " + cols;
  }
}

package org.bilevel4j.datasets.table;

/** Bounds of packed matrices. */
final class MatrixBounds {
  private MatrixBounds() {}

  static void check(int rows, int cols, int length) {
    if (rows < 0 || cols < 1 || (long) rows * cols != length) {
      throw new IllegalArgumentException(
          length + " numbers do not fill " + rows + " rows of " + cols + " columns.");
    }
  }

  static int index(int row, int col, int rows, int cols) {
    if (row < 0 || row >= rows || col < 0 || col >= cols) {
      throw new IndexOutOfBoundsException(
          "row " + row + ", column " + col + " of a matrix " + rows + " x " + cols);
    }
    return row * cols + col;
  }
}

package org.bilevel4j.kernels;

/** Argument checks with messages that name operand, value and bound. */
final class MatChecks {

  private MatChecks() {}

  static int size(int rows, int cols) {
    if (rows < 0 || cols < 0 || (long) rows * cols > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "matrix: cannot hold " + rows + " x " + cols + " elements in one array.");
    }
    return rows * cols;
  }

  static void window(int length, int offset, int rows, int cols, int stride) {
    size(rows, cols);
    long end = rows == 0 ? offset : offset + (long) (rows - 1) * stride + cols;
    if (offset < 0 || (stride < cols && rows > 1) || end > length || offset > length) {
      throw new IllegalArgumentException(
          "matrix: window of "
              + rows
              + " x "
              + cols
              + " at "
              + offset
              + " with stride "
              + stride
              + " does not fit in "
              + length
              + " elements.");
    }
  }

  static void range(String what, int from, int to, int bound) {
    if (from < 0 || to < from || to > bound) {
      throw new IndexOutOfBoundsException(
          "matrix: " + what + " " + from + " to " + to + " of " + bound + ".");
    }
  }

  static void span(String what, int length, long offset, long count) {
    if (offset < 0 || count < 0 || offset + count > length) {
      throw new IndexOutOfBoundsException(
          what + ": elements " + offset + " to " + (offset + count) + " of " + length + ".");
    }
  }

  static void precision(String who, Mat a, Mat b) {
    if (a.precision() != b.precision()) {
      throw new IllegalArgumentException(
          who + ": operands are " + a.shape() + " and " + b.shape() + ", precisions differ.");
    }
  }

  /** Both matrices have one shape and one precision. */
  static void same(String who, Mat a, Mat b) {
    precision(who, a, b);
    if (a.rows() != b.rows() || a.cols() != b.cols()) {
      throw new IllegalArgumentException(
          who + ": operands are " + a.shape() + " and " + b.shape() + ", shapes differ.");
    }
  }

  /** {@code v} is a vector of n elements: 1 x n, or n x 1 without gaps. */
  static void vector(String who, Mat v, int n) {
    boolean row = v.rows() == 1 && v.cols() == n;
    boolean column = v.cols() == 1 && v.rows() == n && v.packed();
    if (!row && !column) {
      throw new IllegalArgumentException(
          who + ": expected a packed vector of " + n + " elements, found " + v.shape() + ".");
    }
  }

  static void product(String who, Op opA, int aRows, int aCols, Op opB, Mat b, Mat c) {
    int m = opA == Op.N ? aRows : aCols;
    int k = opA == Op.N ? aCols : aRows;
    int kb = opB == Op.N ? b.rows() : b.cols();
    int n = opB == Op.N ? b.cols() : b.rows();
    if (k != kb || c.rows() != m || c.cols() != n) {
      throw new IllegalArgumentException(
          who
              + ": op(A) is "
              + m
              + " x "
              + k
              + ", op(B) is "
              + kb
              + " x "
              + n
              + ", C is "
              + c.shape()
              + ".");
    }
  }

  static void gemm(Op opA, Op opB, Mat a, Mat b, Mat c) {
    product("gemm", opA, a.rows(), a.cols(), opB, b, c);
    precision("gemm", a, b);
    precision("gemm", a, c);
  }
}

package org.bilevel4j.core.math;

/** Small dense systems by Gaussian elimination with row pivots. */
public final class LinearSystem {
  private LinearSystem() {}

  /**
   * b = matrix^-1 b.
   *
   * @param matrix d*d entries, row-major; modified
   * @param b right-hand side and solution (d), modified
   * @throws ArithmeticException when the matrix is singular
   */
  public static void solve(Vec matrix, Vec b) {
    int d = b.dim();
    for (int c = 0; c < d; c++) {
      int pivot = c;
      for (int r = c + 1; r < d; r++) {
        if (Math.abs(matrix.get(r * d + c)) > Math.abs(matrix.get(pivot * d + c))) {
          pivot = r;
        }
      }
      if (matrix.get(pivot * d + c) == 0) {
        throw new ArithmeticException("the matrix is singular in column " + c + ".");
      }
      swap(matrix, b, c, pivot);
      for (int r = c + 1; r < d; r++) {
        double factor = matrix.get(r * d + c) / matrix.get(c * d + c);
        for (int j = c; j < d; j++) {
          matrix.add(r * d + j, -factor * matrix.get(c * d + j));
        }
        b.add(r, -factor * b.get(c));
      }
    }
    for (int r = d - 1; r >= 0; r--) {
      double sum = b.get(r);
      for (int j = r + 1; j < d; j++) {
        sum -= matrix.get(r * d + j) * b.get(j);
      }
      b.set(r, sum / matrix.get(r * d + r));
    }
  }

  private static void swap(Vec matrix, Vec b, int one, int other) {
    int d = b.dim();
    for (int j = 0; j < d && one != other; j++) {
      double kept = matrix.get(one * d + j);
      matrix.set(one * d + j, matrix.get(other * d + j));
      matrix.set(other * d + j, kept);
    }
    double kept = b.get(one);
    b.set(one, b.get(other));
    b.set(other, kept);
  }
}

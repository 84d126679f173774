package org.bilevel4j.core.math;

/** Products of small dense row-major matrices. */
public final class DenseProducts {
  private DenseProducts() {}

  /** out += w * left right, left rows by inner, right inner by cols; out is modified. */
  public static void addProduct(double w, Vec left, Vec right, int inner, Vec out) {
    if (inner == 0 || out.dim() == 0) {
      return;
    }
    int rows = left.dim() / inner;
    int cols = right.dim() / inner;
    for (int i = 0; i < rows; i++) {
      Vec row = out.slice(i * cols, (i + 1) * cols);
      for (int l = 0; l < inner; l++) {
        row.axpy(w * left.get(i * inner + l), right.slice(l * cols, (l + 1) * cols));
      }
    }
  }

  /** The transposed of a matrix with so many columns. */
  public static Vec transposed(Vec matrix, int cols) {
    Vec out = Vec.zeros(matrix.dim());
    int rows = cols == 0 ? 0 : matrix.dim() / cols;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        out.set(j * rows + i, matrix.get(i * cols + j));
      }
    }
    return out;
  }

  /** matrix^-1 right, column by column; arguments are not modified. */
  public static Vec solve(Vec matrix, int d, Vec right) {
    int cols = d == 0 ? 0 : right.dim() / d;
    Vec out = Vec.zeros(right.dim());
    for (int j = 0; j < cols; j++) {
      Vec b = Vec.zeros(d);
      for (int i = 0; i < d; i++) {
        b.set(i, right.get(i * cols + j));
      }
      LinearSystem.solve(matrix.copy(), b);
      for (int i = 0; i < d; i++) {
        out.set(i * cols + j, b.get(i));
      }
    }
    return out;
  }

  /** Makes a matrix that is symmetric up to round-off exactly so; modified. */
  public static void symmetrise(Vec matrix, int d) {
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < i; j++) {
        double mean = 0.5 * (matrix.get(i * d + j) + matrix.get(j * d + i));
        matrix.set(i * d + j, mean);
        matrix.set(j * d + i, mean);
      }
    }
  }
}

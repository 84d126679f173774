package org.bilevel4j.core.math;

import org.bilevel4j.core.util.Args;

/**
 * Cholesky factor of a small symmetric positive definite matrix, in place of {@code H^-1}: the
 * inverse is never formed. Reusable: {@link #factor} may be called again.
 */
public final class Cholesky {
  private final int dim;
  private final double[] lower; // row-major, entries above the diagonal unused

  /** Room for matrices of this dimension. */
  public Cholesky(int dim) {
    this.dim = dim;
    this.lower = new double[Math.multiplyExact(dim, dim)];
  }

  /** The dimension. */
  public int dim() {
    return dim;
  }

  /**
   * Factors a matrix.
   *
   * @param matrix d*d entries, row-major, lower triangle read; not modified
   * @param ridge added to the diagonal, usually 0
   * @return false when a pivot is not above 1e-12 * trace / d: the matrix is not safely positive
   *     definite, and the factor must not be used
   */
  public boolean factor(Vec matrix, double ridge) {
    Args.sameDim(dim * dim, matrix.dim(), "matrix");
    double trace = 0;
    for (int i = 0; i < dim; i++) {
      trace += matrix.get(i * dim + i) + ridge;
    }
    double least = 1e-12 * trace / Math.max(1, dim);
    for (int i = 0; i < dim; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = matrix.get(i * dim + j) + (i == j ? ridge : 0);
        sum -= Loops.dot(lower, i * dim, lower, j * dim, j);
        if (i > j) {
          lower[i * dim + j] = sum / lower[j * dim + j];
        } else if (sum > least) {
          lower[i * dim + i] = Math.sqrt(sum);
        } else {
          return false;
        }
      }
    }
    return true;
  }

  /** b = matrix^-1 b; b is modified. */
  public void solve(Vec b) {
    Args.sameDim(dim, b.dim(), "right-hand side");
    for (int i = 0; i < dim; i++) {
      double sum = b.get(i);
      for (int j = 0; j < i; j++) {
        sum -= lower[i * dim + j] * b.get(j);
      }
      b.set(i, sum / lower[i * dim + i]);
    }
    for (int i = dim - 1; i >= 0; i--) {
      double sum = b.get(i);
      for (int j = i + 1; j < dim; j++) {
        sum -= lower[j * dim + i] * b.get(j);
      }
      b.set(i, sum / lower[i * dim + i]);
    }
  }
}

package org.bilevel4j.core.math;

import org.bilevel4j.core.util.Args;

/** Eigenvalues and eigenvectors of a small symmetric matrix by Jacobi's rotations. */
public final class SymmetricEigen {
  private static final int SWEEPS = 60;
  private static final double SMALL = 1e-32;

  private final int d;
  private final double[] a;
  private final double[] q;

  private SymmetricEigen(Vec matrix, int d) {
    this.d = d;
    this.a = matrix.toArray();
    this.q = new double[d * d];
    for (int i = 0; i < d; i++) {
      q[i * d + i] = 1;
    }
  }

  /**
   * Decomposes.
   *
   * @param matrix symmetric, d*d entries, row-major; not modified
   * @param d its dimension
   */
  public static SymmetricEigen of(Vec matrix, int d) {
    Args.sameDim(d * d, matrix.dim(), "matrix");
    SymmetricEigen e = new SymmetricEigen(matrix, d);
    e.diagonalise();
    return e;
  }

  /** The i-th eigenvalue; in no particular order. */
  public double value(int i) {
    return a[i * d + i];
  }

  /** An entry of the eigenvector of {@code value(i)}, which has length 1. */
  public double vector(int i, int entry) {
    return q[entry * d + i];
  }

  /** The smallest eigenvalue; infinity in dimension 0. */
  public double smallest() {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < d; i++) {
      least = Math.min(least, value(i));
    }
    return least;
  }

  /** The largest absolute value of an eigenvalue; 0 in dimension 0. */
  public double radius() {
    double most = 0;
    for (int i = 0; i < d; i++) {
      most = Math.max(most, Math.abs(value(i)));
    }
    return most;
  }

  /** a becomes diagonal, the columns of q the eigenvectors. */
  private void diagonalise() {
    for (int sweep = 0; sweep < SWEEPS && !isDiagonal(); sweep++) {
      for (int i = 0; i < d; i++) {
        for (int j = i + 1; j < d; j++) {
          if (a[i * d + j] != 0) {
            rotate(i, j);
          }
        }
      }
    }
  }

  private boolean isDiagonal() {
    double off = 0;
    double all = 0;
    for (int i = 0; i < d * d; i++) {
      all += a[i] * a[i];
      off += i / d == i % d ? 0 : a[i] * a[i];
    }
    return off <= SMALL * all;
  }

  private void rotate(int i, int j) {
    double theta = (a[j * d + j] - a[i * d + i]) / (2 * a[i * d + j]);
    double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double c = 1 / Math.sqrt(t * t + 1);
    double s = t * c;
    for (int l = 0; l < d; l++) {
      turn(a, l * d + i, l * d + j, c, s);
      turn(q, l * d + i, l * d + j, c, s);
    }
    for (int l = 0; l < d; l++) {
      turn(a, i * d + l, j * d + l, c, s);
    }
  }

  private static void turn(double[] m, int first, int second, double c, double s) {
    double x = m[first];
    double y = m[second];
    m[first] = c * x - s * y;
    m[second] = s * x + c * y;
  }
}

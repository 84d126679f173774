package org.bilevel4j.core.math;

import org.bilevel4j.core.util.Args;

/**
 * Factors P M P^T = L D L^T of a small symmetric matrix that need not be definite, D with blocks of
 * one and two rows (Bunch and Parlett's choice of pivots, which bounds the growth of entries).
 */
public final class Ldl {
  private static final double SHARE = (1 + Math.sqrt(17)) / 8;
  private static final double TINY = 1e-12;

  private final int dim;
  private final double[] a; // both triangles of what is left, L below what is done
  private final int[] order;
  private final boolean[] paired; // whether a pivot of two rows starts here

  /** Room for matrices of this dimension. */
  public Ldl(int dim) {
    this.dim = dim;
    this.a = new double[Math.multiplyExact(dim, dim)];
    this.order = new int[dim];
    this.paired = new boolean[dim];
  }

  /**
   * Factors a matrix.
   *
   * @param matrix symmetric, d*d entries, row-major; not modified
   * @param shift added to the diagonal, usually 0
   * @return false when a pivot is not above 1e-12 times the largest entry: the matrix is not safely
   *     regular, and the factors must not be used
   */
  public boolean factor(Vec matrix, double shift) {
    Args.sameDim(dim * dim, matrix.dim(), "matrix");
    matrix.copyTo(a, 0);
    double largest = 0;
    for (int i = 0; i < dim; i++) {
      a[i * dim + i] += shift;
      order[i] = i;
      paired[i] = false;
    }
    for (double entry : a) {
      largest = Math.max(largest, Math.abs(entry));
    }
    for (int k = 0; k < dim; k += paired[k] ? 2 : 1) {
      choose(k);
      if (!(paired[k] ? eliminateTwo(k, TINY * largest) : eliminateOne(k, TINY * largest))) {
        return false;
      }
    }
    return true;
  }

  /** Brings the pivot of row k to its place: the largest diagonal entry, or the largest pair. */
  private void choose(int k) {
    int diagonal = k;
    int row = k;
    int column = k;
    for (int i = k; i < dim; i++) {
      if (Math.abs(a[i * dim + i]) > Math.abs(a[diagonal * dim + diagonal])) {
        diagonal = i;
      }
      for (int j = k; j < i; j++) {
        if (row == column || Math.abs(a[i * dim + j]) > Math.abs(a[row * dim + column])) {
          row = i;
          column = j;
        }
      }
    }
    double off = row == column ? 0 : Math.abs(a[row * dim + column]);
    if (Math.abs(a[diagonal * dim + diagonal]) >= SHARE * off) {
      swap(k, diagonal);
    } else {
      paired[k] = true;
      swap(k, column); // column < row, so that row stays where it is
      swap(k + 1, row);
    }
  }

  private void swap(int one, int other) {
    if (one == other) {
      return;
    }
    int id = order[one];
    order[one] = order[other];
    order[other] = id;
    for (int j = 0; j < dim; j++) {
      exchange(one * dim + j, other * dim + j);
    }
    for (int i = 0; i < dim; i++) {
      exchange(i * dim + one, i * dim + other);
    }
  }

  private void exchange(int one, int other) {
    double kept = a[one];
    a[one] = a[other];
    a[other] = kept;
  }

  private boolean eliminateOne(int k, double least) {
    double pivot = a[k * dim + k];
    if (!(Math.abs(pivot) > least)) {
      return false;
    }
    for (int i = k + 1; i < dim; i++) {
      double l = a[k * dim + i] / pivot;
      for (int j = k + 1; j < dim; j++) {
        a[i * dim + j] -= l * a[k * dim + j];
      }
      a[i * dim + k] = l;
    }
    return true;
  }

  private boolean eliminateTwo(int k, double least) {
    double p = a[k * dim + k];
    double q = a[k * dim + k + 1];
    double r = a[(k + 1) * dim + k + 1];
    double det = p * r - q * q; // at most (SHARE^2 - 1) q^2, below 0
    if (!(Math.abs(det) > least * Math.abs(q))) {
      return false;
    }
    for (int i = k + 2; i < dim; i++) {
      double one = (r * a[k * dim + i] - q * a[(k + 1) * dim + i]) / det;
      double two = (p * a[(k + 1) * dim + i] - q * a[k * dim + i]) / det;
      for (int j = k + 2; j < dim; j++) {
        a[i * dim + j] -= one * a[k * dim + j] + two * a[(k + 1) * dim + j];
      }
      a[i * dim + k] = one;
      a[i * dim + k + 1] = two;
    }
    return true;
  }

  /** b = matrix^-1 b; b is modified. */
  public void solve(Vec b) {
    Args.sameDim(dim, b.dim(), "right-hand side");
    double[] v = new double[dim];
    for (int i = 0; i < dim; i++) {
      v[i] = b.get(order[i]);
    }
    for (int k = 0; k < dim; k += paired[k] ? 2 : 1) {
      for (int i = k + (paired[k] ? 2 : 1); i < dim; i++) {
        v[i] -= a[i * dim + k] * v[k] + (paired[k] ? a[i * dim + k + 1] * v[k + 1] : 0);
      }
    }
    divide(v);
    for (int k = dim - 1; k >= 0; k--) {
      for (int i = k + (paired[k] ? 2 : 1); i < dim; i++) {
        v[k] -= a[i * dim + k] * v[i];
      }
    }
    for (int i = 0; i < dim; i++) {
      b.set(order[i], v[i]);
    }
  }

  private void divide(double[] v) {
    for (int k = 0; k < dim; k += paired[k] ? 2 : 1) {
      double p = a[k * dim + k];
      if (!paired[k]) {
        v[k] /= p;
        continue;
      }
      double q = a[k * dim + k + 1];
      double r = a[(k + 1) * dim + k + 1];
      double det = p * r - q * q;
      double one = (r * v[k] - q * v[k + 1]) / det;
      v[k + 1] = (p * v[k + 1] - q * v[k]) / det;
      v[k] = one;
    }
  }
}

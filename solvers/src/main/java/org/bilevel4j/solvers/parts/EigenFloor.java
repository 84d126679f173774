package org.bilevel4j.solvers.parts;

import org.bilevel4j.core.math.Cholesky;
import org.bilevel4j.core.math.Vec;

/** Projects small symmetric matrices onto those with eigenvalues from a floor on. */
public final class EigenFloor {
  private static final int SWEEPS = 60;
  private static final double SMALL = 1e-32;

  private final int d;
  private final double[] a;
  private final double[] q;

  private EigenFloor(Vec matrix, int d) {
    this.d = d;
    this.a = matrix.toArray();
    this.q = new double[d * d];
    for (int i = 0; i < d; i++) {
      q[i * d + i] = 1;
    }
  }

  /**
   * The nearest matrix (Frobenius norm) whose eigenvalues are at least the floor. A matrix that is
   * there already is left alone, bit for bit.
   *
   * @param matrix symmetric, d*d entries, row-major; modified
   * @param d its dimension
   * @param floor above 0
   * @return whether an eigenvalue was below the floor
   */
  public static boolean raise(Vec matrix, int d, double floor) {
    if (new Cholesky(d).factor(matrix, -floor)) {
      return false;
    }
    EigenFloor e = new EigenFloor(matrix, d);
    e.diagonalise();
    boolean raised = false;
    for (int i = 0; i < d; i++) {
      raised |= e.a[i * d + i] < floor;
    }
    if (raised) {
      e.compose(matrix, floor);
    }
    return raised;
  }

  /** Jacobi's rotations: a becomes diagonal, the columns of q the eigenvectors. */
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

  private void compose(Vec matrix, double floor) {
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int l = 0; l < d; l++) {
          sum += q[i * d + l] * Math.max(floor, a[l * d + l]) * q[j * d + l];
        }
        matrix.set(i * d + j, sum);
        matrix.set(j * d + i, sum);
      }
    }
  }
}

package org.bilevel4j.solvers.estimators;

import org.bilevel4j.core.math.Cholesky;
import org.bilevel4j.core.math.SymmetricEigen;
import org.bilevel4j.core.math.Vec;

/** Projects small symmetric matrices onto those with eigenvalues from a floor on. */
public final class EigenFloor {
  private EigenFloor() {}

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
    SymmetricEigen e = SymmetricEigen.of(matrix, d);
    boolean raised = e.smallest() < floor;
    if (raised) {
      compose(e, matrix, d, floor);
    }
    return raised;
  }

  private static void compose(SymmetricEigen e, Vec matrix, int d, double floor) {
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int l = 0; l < d; l++) {
          sum += e.vector(l, i) * Math.max(floor, e.value(l)) * e.vector(l, j);
        }
        matrix.set(i * d + j, sum);
        matrix.set(j * d + i, sum);
      }
    }
  }
}

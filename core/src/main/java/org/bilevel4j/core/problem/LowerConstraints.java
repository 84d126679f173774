package org.bilevel4j.core.problem;

import org.bilevel4j.core.math.Vec;

/**
 * Functional constraints of the lower level of one block: P(x, y) <= 0 and Q(x, y) = 0, stacked as
 * C = (P, Q), with the derivatives that a KKT adjoint needs (docs/ALGORITHMS.md 9.3). Matrices are
 * dense and row-major: constrained lower levels are small.
 */
public interface LowerConstraints {

  /** Number of inequalities of a block. */
  int inequalities(int block);

  /** Number of equalities of a block. */
  int equalities(int block);

  /** p + q of a block. */
  default int rows(int block) {
    return inequalities(block) + equalities(block);
  }

  /**
   * Writes (P, Q).
   *
   * @param out (p + q), modified
   */
  void values(int block, Vec x, Vec y, Vec out);

  /**
   * Writes d(P, Q)/dy.
   *
   * @param out ((p + q) by d_i, row-major), modified
   */
  void jacobianY(int block, Vec x, Vec y, Vec out);

  /**
   * out += weight * (d(P, Q)/dx)^T w.
   *
   * @param w (p + q), not modified
   * @param out (d_x), modified
   */
  void addJacobianXTransposed(int block, Vec x, Vec y, double weight, Vec w, Vec out);

  /**
   * out += sum_j multiplier_j grad2_yy C_j v. Constraints that are affine in y add nothing.
   *
   * @param multipliers (p + q), not modified
   * @param v (d_i), not modified
   * @param out (d_i), modified
   */
  void addHessianYY(int block, Vec x, Vec y, Vec multipliers, Vec v, Vec out);

  /**
   * out += weight * sum_j multiplier_j (grad2_xy C_j) v.
   *
   * @param multipliers (p + q), not modified
   * @param v (d_i), not modified
   * @param out (d_x), modified
   */
  void addCrossXY(int block, Vec x, Vec y, double weight, Vec multipliers, Vec v, Vec out);
}

package org.bilevel4j.core.problem;

import org.bilevel4j.core.math.Vec;

/**
 * A problem's own solver for the lower level of one block: closed forms, constrained or structured
 * lower levels. It serves evaluation and double-loop methods; its work is not counted as oracle
 * calls.
 */
public interface LowerSolver {

  /** What it is, for reports. */
  String name();

  /**
   * Solves for y_i*(x) over the full data.
   *
   * @param x (d_x), not modified
   * @param y start and result (d_i), modified
   * @param multipliers of the functional constraints (p + q) at the result, modified; dimension 0
   *     when there are none
   * @param tolerance on the norm of the residual
   * @return whether the tolerance was reached
   */
  boolean solve(int block, Vec x, Vec y, Vec multipliers, double tolerance);
}

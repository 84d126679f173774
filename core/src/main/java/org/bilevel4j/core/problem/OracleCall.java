package org.bilevel4j.core.problem;

import java.util.Locale;

/**
 * The questions an oracle may answer. What a problem offers, what a solver needs and what a run
 * counts are all sets of these (docs/ALGORITHMS.md 1.4).
 */
public enum OracleCall {
  /** f_i. */
  UPPER_VALUE,
  /** grad_x f_i. */
  UPPER_GRAD_X,
  /** grad_y f_i. */
  UPPER_GRAD_Y,
  /** grad_alpha f_i. */
  UPPER_GRAD_DUAL,
  /** g_i. */
  LOWER_VALUE,
  /** grad_x g_i. */
  LOWER_GRAD_X,
  /** grad_y g_i. */
  LOWER_GRAD_Y,
  /** (grad2_yy g_i) v. */
  LOWER_HVP,
  /** (grad2_xy g_i) v, of length d_x. */
  LOWER_CROSS_XY,
  /** (grad2_xy g_i)^T u, of length d_i. */
  LOWER_CROSS_YX,
  /** The dense matrix grad2_yy g_i. */
  LOWER_HESSIAN,
  /** The dense matrix grad2_xy g_i, d_x by d_i. */
  LOWER_JACOBIAN;

  /** The name used in metrics and messages, for instance "lower_hvp". */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Whether problems of this shape pose the question: there is no gradient in alpha without an
   * alpha, no gradient in y without a lower level, and nobody asks for Hessians that are known.
   */
  public boolean arisesIn(ProblemShape problem) {
    if (this == UPPER_GRAD_DUAL) {
      return problem.dualSide() instanceof DualSide.PerBlock
          || problem.dualSide() instanceof DualSide.Shared;
    }
    if (this == LOWER_HESSIAN && problem.lowerHessians().isPresent()) {
      return false;
    }
    return this == UPPER_VALUE || this == UPPER_GRAD_X || problem.lowerDims().max() > 0;
  }
}

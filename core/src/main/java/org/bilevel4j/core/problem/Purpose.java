package org.bilevel4j.core.problem;

/**
 * What random numbers are for. The purpose is part of their address: draws with different purposes
 * are independent, draws with the same purpose, step and repetition are the same.
 */
public enum Purpose {
  /** Which blocks take part in a step. */
  BLOCKS,
  /** Rows of the upper losses. */
  UPPER,
  /** Rows of the lower losses for the lower step. */
  LOWER,
  /** Rows of the lower losses for Hessian-vector products. */
  HESSIAN,
  /** Rows of the lower losses for the mixed product J v. */
  CROSS,
  /** Rows of both levels for lower steps that an estimator makes of its own. */
  INNER,
  /** Random truncation lengths. */
  TRUNCATION,
  /** Random directions of zeroth-order methods. */
  DIRECTION,
  /** Starting points. */
  START,
  /** Which iterate a run returns. */
  RETURN
}

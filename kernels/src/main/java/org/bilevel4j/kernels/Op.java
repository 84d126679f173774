package org.bilevel4j.kernels;

/** How an operand enters a product. */
public enum Op {
  /** As stored. */
  N,
  /** Transposed. */
  T
}

package org.bilevel4j.kernels;

/**
 * How the inner dimension of a product is cut. The rule depends on k alone, so that an element of C
 * is summed in one order whatever the numbers of rows and columns: within a block one chain of fma
 * over ascending k from zero, blocks in order.
 */
final class KSplit {

  /** Largest block; a panel of B of this depth stays in the first or second level cache. */
  static final int MAX = 128;

  private KSplit() {}

  /** Length of each block but possibly the last, for k of at least 1. */
  static int length(int k) {
    int blocks = (k + MAX - 1) / MAX;
    return (k + blocks - 1) / blocks;
  }
}

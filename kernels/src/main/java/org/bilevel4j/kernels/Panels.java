package org.bilevel4j.kernels;

/**
 * How the vectors of columns of a product are shared among panels of four, three, two and one, and
 * rows among tiles.
 */
final class Panels {

  private Panels() {}

  /** Width of the next panel when {@code left} vectors are left; avoids thin remainders. */
  static int width(int left) {
    if (left <= 4) {
      return left;
    }
    return left == 5 || left == 6 || left == 9 ? 3 : 4;
  }

  /**
   * Height of the next row tile when {@code left} rows are left: 6, or 4 where that wastes less.
   */
  static int height(int left) {
    return left <= 4 || left == 7 || left == 8 ? 4 : 6;
  }
}

package org.bilevel4j.kernels;

/** Walks matrices as few contiguous ranges of their arrays: one if packed, else one a row. */
final class Ranges {

  private Ranges() {}

  /** Work on n elements at place s of the first and t of the second backing array. */
  interface Pair {
    void accept(int s, int t, int n);
  }

  /** Work on n elements at a place of the backing array. */
  interface Single {
    void accept(int s, int n);
  }

  static void pairs(Mat x, Mat y, Pair work) {
    if (x.packed() && y.packed()) {
      work.accept(x.offset(), y.offset(), x.rows() * x.cols());
      return;
    }
    for (int i = 0; i < x.rows(); i++) {
      work.accept(x.offset() + i * x.stride(), y.offset() + i * y.stride(), x.cols());
    }
  }

  static void each(Mat x, Single work) {
    if (x.packed()) {
      work.accept(x.offset(), x.rows() * x.cols());
      return;
    }
    for (int i = 0; i < x.rows(); i++) {
      work.accept(x.offset() + i * x.stride(), x.cols());
    }
  }
}

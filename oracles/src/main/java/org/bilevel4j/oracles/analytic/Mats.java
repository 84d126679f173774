package org.bilevel4j.oracles.analytic;

import org.bilevel4j.core.math.Vec;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.kernels.Precision;

/** Passages between vectors in double and matrices in the precision of the passes. */
final class Mats {
  private Mats() {}

  /** A window of rows x cols on the storage of a packed matrix, from an element on. */
  static Mat window(Mat m, int from, int rows, int cols) {
    int at = m.offset() + from;
    return m.precision() == Precision.FLOAT32
        ? Mat.wrap(m.floats(), at, rows, cols, cols)
        : Mat.wrap(m.doubles(), at, rows, cols, cols);
  }

  /** A packed matrix as a vector on the same storage. */
  static Vec asVec(Mat m) {
    int n = m.rows() * m.cols();
    return m.precision() == Precision.FLOAT32
        ? Vec.wrap(m.floats()).slice(m.offset(), m.offset() + n)
        : Vec.wrap(m.doubles(), m.offset(), n);
  }

  /** Copies n numbers, rounded to the target's precision. */
  static void load(double[] source, int from, int n, Mat target, int at) {
    int to = target.offset() + at;
    if (target.precision() == Precision.FLOAT64) {
      System.arraycopy(source, from, target.doubles(), to, n);
    } else {
      float[] t = target.floats();
      for (int j = 0; j < n; j++) {
        t[to + j] = (float) source[from + j];
      }
    }
  }
}

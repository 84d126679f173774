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

  /** out += m, row r of it at entry {@code at + r * stride}. */
  static void add(Mat m, Vec out, int at, int stride) {
    Vec all = m.precision() == Precision.FLOAT32 ? Vec.wrap(m.floats()) : Vec.wrap(m.doubles());
    boolean joined = m.cols() == stride && m.packed();
    int n = joined ? m.rows() * m.cols() : m.cols();
    for (int r = 0; r < (joined ? 1 : m.rows()); r++) {
      int from = m.offset() + r * m.stride();
      out.slice(at + r * stride, at + r * stride + n).axpy(1, all.slice(from, from + n));
    }
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

package org.bilevel4j.oracles.heads;

import org.bilevel4j.kernels.Mat;
import org.bilevel4j.kernels.Precision;

/**
 * The products of linear heads with feature rows. A head is one row of a matrix of weights, column
 * after column, as in {@link HeadShape}. They are too narrow for matrix kernels and done in plain
 * loops here; sums have one order.
 */
final class HeadLoops {
  private HeadLoops() {}

  /**
   * z_rc = e_r . w_c on rows from..to-1.
   *
   * @param e rows x K
   * @param w heads, K C numbers a row; the head is row {@code head}
   * @param z row-major, C a row; modified
   */
  static void outputs(Mat e, int from, int to, Mat w, int head, int columns, double[] z) {
    int k = e.cols();
    int wo = w.offset() + head * w.stride();
    for (int r = from; r < to; r++) {
      int eo = e.offset() + r * e.stride();
      if (e.precision() == Precision.FLOAT32) {
        FloatHeadLoops.dots(e.floats(), eo, w.floats(), wo, k, columns, z, r * columns);
      } else {
        DoubleHeadLoops.dots(e.doubles(), eo, w.doubles(), wo, k, columns, z, r * columns);
      }
    }
  }

  /**
   * sums_ck += p_rc e_rk over rows from..to-1, rows in order.
   *
   * @param p row-major, C a row
   * @param sums one row of K C numbers per part; the part is row {@code part}; modified
   */
  static void addOuter(Mat e, int from, int to, double[] p, int columns, Mat sums, int part) {
    int k = e.cols();
    int so = sums.offset() + part * sums.stride();
    for (int r = from; r < to; r++) {
      int eo = e.offset() + r * e.stride();
      for (int c = 0; c < columns; c++) {
        double f = p[r * columns + c];
        if (e.precision() == Precision.FLOAT32) {
          FloatHeadLoops.axpy((float) f, e.floats(), eo, sums.floats(), so + c * k, k);
        } else {
          DoubleHeadLoops.axpy(f, e.doubles(), eo, sums.doubles(), so + c * k, k);
        }
      }
    }
  }

  /**
   * de_rk = (or +=) scale sum_c p_rc w_ck on rows from..to-1.
   *
   * @param p row-major, C a row; its row r belongs to row r - shift of de
   * @param de modified
   */
  static void back(
      double[] p,
      int columns,
      double scale,
      Mat w,
      int head,
      int from,
      int to,
      int shift,
      boolean add,
      Mat de) {
    int k = de.cols();
    int wo = w.offset() + head * w.stride();
    for (int r = from; r < to; r++) {
      int at = de.offset() + (r - shift) * de.stride();
      for (int c = 0; c < columns; c++) {
        double f = scale * p[r * columns + c];
        boolean on = add || c > 0;
        if (de.precision() == Precision.FLOAT32) {
          FloatHeadLoops.combine((float) f, w.floats(), wo + c * k, de.floats(), at, k, on);
        } else {
          DoubleHeadLoops.combine(f, w.doubles(), wo + c * k, de.doubles(), at, k, on);
        }
      }
    }
  }

  /** target += scale sums, one part. */
  static void addScaled(double scale, Mat sums, int part, double[] target, int at) {
    int from = sums.offset() + part * sums.stride();
    int n = sums.cols();
    if (sums.precision() == Precision.FLOAT32) {
      float[] s = sums.floats();
      for (int j = 0; j < n; j++) {
        target[at + j] += scale * s[from + j];
      }
    } else {
      DoubleHeadLoops.axpy(scale, sums.doubles(), from, target, at, n);
    }
  }

  /** Row r of target = s times row r of e. */
  static void scaledRow(double s, Mat e, int r, Mat target) {
    int k = e.cols();
    int eo = e.offset() + r * e.stride();
    int at = target.offset() + r * target.stride();
    if (e.precision() == Precision.FLOAT32) {
      FloatHeadLoops.combine((float) s, e.floats(), eo, target.floats(), at, k, false);
    } else {
      DoubleHeadLoops.combine(s, e.doubles(), eo, target.doubles(), at, k, false);
    }
  }
}

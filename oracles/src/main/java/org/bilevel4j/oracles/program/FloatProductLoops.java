package org.bilevel4j.oracles.program;

import java.util.Arrays;
import org.bilevel4j.oracles.internal.FloatDot;

/** Products of a packed matrix and one column. */
@SuppressWarnings("cast") // of the twin
final class FloatProductLoops {
  /** Rows up to this length are summed in order. */
  private static final int SHORT_ROW = 64;

  private FloatProductLoops() {}

  /** c = A x. */
  static void timesColumn(
      float[] a, int ao, int rows, int cols, float[] x, int xo, float[] c, int co) {
    int r = 0;
    for (; cols <= SHORT_ROW && r + 7 < rows; r += 8) {
      eightDots(a, ao + r * cols, x, xo, cols, c, co + r);
    }
    for (; r < rows; r++) {
      c[co + r] =
          cols <= SHORT_ROW
              ? shortDot(a, ao + r * cols, x, xo, cols)
              : FloatDot.of(a, ao + r * cols, x, xo, cols);
    }
  }

  /** Eight rows side by side, each summed in order, so that no sum waits for another. */
  private static void eightDots(float[] a, int ao, float[] x, int xo, int n, float[] c, int co) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    for (int j = 0; j < n; j++) {
      float v = x[xo + j];
      int at = ao + j;
      s0 = Math.fma(a[at], v, s0);
      s1 = Math.fma(a[at + n], v, s1);
      s2 = Math.fma(a[at + 2 * n], v, s2);
      s3 = Math.fma(a[at + 3 * n], v, s3);
      s4 = Math.fma(a[at + 4 * n], v, s4);
      s5 = Math.fma(a[at + 5 * n], v, s5);
      s6 = Math.fma(a[at + 6 * n], v, s6);
      s7 = Math.fma(a[at + 7 * n], v, s7);
    }
    c[co] = s0;
    c[co + 1] = s1;
    c[co + 2] = s2;
    c[co + 3] = s3;
    c[co + 4] = s4;
    c[co + 5] = s5;
    c[co + 6] = s6;
    c[co + 7] = s7;
  }

  private static float shortDot(float[] a, int ao, float[] x, int xo, int n) {
    float sum = 0;
    for (int j = 0; j < n; j++) {
      sum = Math.fma(a[ao + j], x[xo + j], sum);
    }
    return sum;
  }

  /** c = A^T x, or c + A^T x. */
  static void transposedTimesColumn(
      float[] a, int ao, int rows, int cols, float[] x, int xo, float[] c, int co, boolean add) {
    if (cols == 1) {
      double sum = add ? c[co] : 0;
      for (int r = 0; r < rows; r++) {
        sum += (double) a[ao + r] * x[xo + r];
      }
      c[co] = (float) sum;
      return;
    }
    if (!add) {
      Arrays.fill(c, co, co + cols, 0);
    }
    int r = 0;
    for (; r + 3 < rows; r += 4) {
      fourRows(a, ao + r * cols, cols, x, xo + r, c, co);
    }
    for (; r < rows; r++) {
      oneRow(a, ao + r * cols, cols, x[xo + r], c, co);
    }
  }

  private static void fourRows(float[] a, int ao, int n, float[] x, int xo, float[] c, int co) {
    float x0 = x[xo];
    float x1 = x[xo + 1];
    float x2 = x[xo + 2];
    float x3 = x[xo + 3];
    for (int j = 0; j < n; j++) {
      float first = Math.fma(x1, a[ao + n + j], x0 * a[ao + j]);
      float second = Math.fma(x3, a[ao + 3 * n + j], x2 * a[ao + 2 * n + j]);
      c[co + j] += first + second;
    }
  }

  private static void oneRow(float[] a, int ao, int n, float x, float[] c, int co) {
    for (int j = 0; j < n; j++) {
      c[co + j] = Math.fma(x, a[ao + j], c[co + j]);
    }
  }
}

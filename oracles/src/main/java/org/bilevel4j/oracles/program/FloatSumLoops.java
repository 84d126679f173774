package org.bilevel4j.oracles.program;

import java.util.Arrays;

/** Sums, in double unless they are short. */
@SuppressWarnings("cast") // of the twin
final class FloatSumLoops {
  /** Rows whose columns are added up without double. */
  private static final int SHORT = 64;

  private FloatSumLoops() {}

  /** The sum of n elements. */
  static double sum(float[] a, int ao, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int j = 0;
    for (; j + 3 < n; j += 4) {
      s0 += a[ao + j];
      s1 += a[ao + j + 1];
      s2 += a[ao + j + 2];
      s3 += a[ao + j + 3];
    }
    for (; j < n; j++) {
      s0 += a[ao + j];
    }
    return (s0 + s1) + (s2 + s3);
  }

  /** Sums of the rows of a packed matrix. */
  static void rowSums(float[] a, int ao, int rows, int cols, float[] c, int co) {
    for (int r = 0; r < rows; r++) {
      c[co + r] = (float) sum(a, ao + r * cols, cols);
    }
  }

  /** Sums of the columns of a packed matrix. */
  static void columnSums(float[] a, int ao, int rows, int cols, float[] c, int co) {
    if (cols == 1) {
      c[co] = (float) sum(a, ao, rows);
      return;
    }
    if (rows <= SHORT) {
      Arrays.fill(c, co, co + cols, 0);
      for (int r = 0; r < rows; r++) {
        FloatElementLoops.plus(c, co, a, ao + r * cols, c, co, cols);
      }
      return;
    }
    int j = 0;
    for (; j + 3 < cols; j += 4) {
      fourColumns(a, ao + j, rows, cols, c, co + j);
    }
    for (; j < cols; j++) {
      double sum = 0;
      for (int r = 0; r < rows; r++) {
        sum += a[ao + r * cols + j];
      }
      c[co + j] = (float) sum;
    }
  }

  private static void fourColumns(float[] a, int ao, int rows, int cols, float[] c, int co) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    for (int r = 0, at = ao; r < rows; r++, at += cols) {
      s0 += a[at];
      s1 += a[at + 1];
      s2 += a[at + 2];
      s3 += a[at + 3];
    }
    c[co] = (float) s0;
    c[co + 1] = (float) s1;
    c[co + 2] = (float) s2;
    c[co + 3] = (float) s3;
  }
}

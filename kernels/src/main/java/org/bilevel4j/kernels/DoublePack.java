package org.bilevel4j.kernels;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Loops that bring operands into the order in which the register tiles read them. */
final class DoublePack {

  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private DoublePack() {}

  /**
   * Columns of a, six at a time, become groups of six neighbours; those from {@code valid} on are
   * zero.
   */
  static void interleave6(double[] a, int from, int stride, double[] to, int t, int kn, int valid) {
    if (valid == 6) {
      interleaveAll(a, from, stride, to, t, kn);
      return;
    }
    for (int p = 0; p < kn; p++) {
      for (int r = 0; r < 6; r++) {
        to[t + 6 * p + r] = r < valid ? a[from + p * stride + r] : 0;
      }
    }
  }

  private static void interleaveAll(double[] a, int from, int stride, double[] to, int t, int kn) {
    for (int p = 0; p < kn; p++) {
      to[t] = a[from];
      to[t + 1] = a[from + 1];
      to[t + 2] = a[from + 2];
      to[t + 3] = a[from + 3];
      to[t + 4] = a[from + 4];
      to[t + 5] = a[from + 5];
      t += 6;
      from += stride;
    }
  }

  /** kn rows of n numbers become panels one after the other; rows are read as they lie. */
  static void panels(double[] b, int from, int stride, double[] packed, int to, int kn, int n) {
    for (int p = 0; p < kn; p++) {
      for (int j = 0; j < n; ) {
        int wide = Panels.width((n - j + L - 1) / L) * L;
        int t = to + j * kn + p * wide;
        row(b, from + p * stride + j, packed, t, Math.min(wide, n - j), wide);
        j += wide;
      }
    }
  }

  private static void row(double[] b, int s, double[] packed, int t, int valid, int wide) {
    int q = 0;
    for (; q + L <= valid; q += L) {
      DoubleVector.fromArray(S, b, s + q).intoArray(packed, t + q);
    }
    for (; q < valid; q++) {
      packed[t + q] = b[s + q];
    }
    for (; q < wide; q++) {
      packed[t + q] = 0;
    }
  }

  /**
   * Rows of b become columns of a panel with rows of {@code wide}; columns from {@code valid} on
   * are zero.
   */
  static void transpose(
      double[] b, int from, int stride, double[] packed, int to, int wide, int kn, int valid) {
    int q = 0;
    for (; q + 8 <= valid; q += 8) {
      transpose8(b, from + q * stride, stride, packed, to + q, wide, kn);
    }
    for (; q < wide; q++) {
      int s = from + q * stride;
      for (int p = 0; p < kn; p++) {
        packed[to + p * wide + q] = q < valid ? b[s + p] : 0;
      }
    }
  }

  private static void transpose8(
      double[] b, int s0, int stride, double[] packed, int t, int wide, int kn) {
    int s1 = s0 + stride;
    int s2 = s1 + stride;
    int s3 = s2 + stride;
    int s4 = s3 + stride;
    int s5 = s4 + stride;
    int s6 = s5 + stride;
    int s7 = s6 + stride;
    for (int p = 0; p < kn; p++) {
      packed[t] = b[s0 + p];
      packed[t + 1] = b[s1 + p];
      packed[t + 2] = b[s2 + p];
      packed[t + 3] = b[s3 + p];
      packed[t + 4] = b[s4 + p];
      packed[t + 5] = b[s5 + p];
      packed[t + 6] = b[s6 + p];
      packed[t + 7] = b[s7 + p];
      t += wide;
    }
  }
}

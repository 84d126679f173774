package org.bilevel4j.kernels;

/** Loops that bring operands into the order in which the register tiles read them. */
final class DoublePack {

  private DoublePack() {}

  /** Columns of a, six at a time, become groups of six neighbours. */
  static void interleave6(double[] a, int from, int stride, double[] to, int t, int kn) {
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

package org.bilevel4j.oracles.heads;

import org.bilevel4j.oracles.internal.FloatDot;

/** {@link HeadLoops} on float arrays. */
final class FloatHeadLoops {
  private FloatHeadLoops() {}

  /** z_c = e . w_c for all columns, two at a time, four running sums each. */
  static void dots(float[] e, int eo, float[] w, int wo, int k, int columns, double[] z, int zo) {
    int c = 0;
    for (; c + 1 < columns; c += 2) {
      two(e, eo, w, wo + c * k, wo + (c + 1) * k, k, z, zo + c);
    }
    if (c < columns) {
      z[zo + c] = FloatDot.of(e, eo, w, wo + c * k, k);
    }
  }

  private static void two(float[] e, int eo, float[] w, int uo, int vo, int k, double[] z, int zo) {
    float u0 = 0;
    float u1 = 0;
    float u2 = 0;
    float u3 = 0;
    float v0 = 0;
    float v1 = 0;
    float v2 = 0;
    float v3 = 0;
    int j = 0;
    for (; j + 3 < k; j += 4) {
      float a = e[eo + j];
      float b = e[eo + j + 1];
      float c = e[eo + j + 2];
      float d = e[eo + j + 3];
      u0 += a * w[uo + j];
      v0 += a * w[vo + j];
      u1 += b * w[uo + j + 1];
      v1 += b * w[vo + j + 1];
      u2 += c * w[uo + j + 2];
      v2 += c * w[vo + j + 2];
      u3 += d * w[uo + j + 3];
      v3 += d * w[vo + j + 3];
    }
    for (; j < k; j++) {
      u0 += e[eo + j] * w[uo + j];
      v0 += e[eo + j] * w[vo + j];
    }
    z[zo] = (u0 + u1) + (u2 + u3);
    z[zo + 1] = (v0 + v1) + (v2 + v3);
  }

  /** y += a x on k numbers. */
  static void axpy(float a, float[] x, int xo, float[] y, int yo, int k) {
    for (int j = 0; j < k; j++) {
      y[yo + j] += a * x[xo + j];
    }
  }

  /** y = a x, or y += a x, on k numbers. */
  static void combine(float a, float[] x, int xo, float[] y, int yo, int k, boolean add) {
    if (add) {
      axpy(a, x, xo, y, yo, k);
    } else {
      for (int j = 0; j < k; j++) {
        y[yo + j] = a * x[xo + j];
      }
    }
  }
}

package org.bilevel4j.oracles.network;

import org.bilevel4j.kernels.Mat;
import org.bilevel4j.kernels.Precision;

/** The row loops of Fourier features, in both precisions; plain enough to be vectorised. */
final class FourierLoops {
  private FourierLoops() {}

  /** out = in * s, column by column, on rows from..to-1. */
  static void scaleColumns(Mat in, Mat s, int from, int to, Mat out) {
    int n = in.cols();
    for (int r = from; r < to; r++) {
      int a = in.offset() + r * in.stride();
      int c = out.offset() + r * out.stride();
      if (in.precision() == Precision.FLOAT32) {
        multiply(in.floats(), a, s.floats(), s.offset(), out.floats(), c, n);
      } else {
        multiply(in.doubles(), a, s.doubles(), s.offset(), out.doubles(), c, n);
      }
    }
  }

  /** dz = de_sin * cos - de_cos * sin on rows from..to-1. */
  static void backward(Mat e, Mat de, int from, int to, Mat dz) {
    int n = dz.cols();
    for (int r = from; r < to; r++) {
      int a = e.offset() + r * e.stride();
      int b = de.offset() + r * de.stride();
      int c = dz.offset() + r * dz.stride();
      if (e.precision() == Precision.FLOAT32) {
        backward(e.floats(), a, de.floats(), b, dz.floats(), c, n);
      } else {
        backward(e.doubles(), a, de.doubles(), b, dz.doubles(), c, n);
      }
    }
  }

  /** out = (-sin * dz, cos * dz) on rows from..to-1. */
  static void tangent(Mat e, Mat dz, int from, int to, Mat out) {
    int n = dz.cols();
    for (int r = from; r < to; r++) {
      int a = e.offset() + r * e.stride();
      int b = dz.offset() + r * dz.stride();
      int c = out.offset() + r * out.stride();
      if (e.precision() == Precision.FLOAT32) {
        tangent(e.floats(), a, dz.floats(), b, out.floats(), c, n);
      } else {
        tangent(e.doubles(), a, dz.doubles(), b, out.doubles(), c, n);
      }
    }
  }

  private static void multiply(float[] x, int xo, float[] s, int so, float[] out, int oo, int n) {
    for (int j = 0; j < n; j++) {
      out[oo + j] = x[xo + j] * s[so + j];
    }
  }

  private static void backward(float[] e, int eo, float[] de, int deo, float[] dz, int zo, int n) {
    for (int j = 0; j < n; j++) {
      dz[zo + j] = de[deo + n + j] * e[eo + j] - de[deo + j] * e[eo + n + j];
    }
  }

  private static void tangent(float[] e, int eo, float[] dz, int zo, float[] out, int oo, int n) {
    for (int j = 0; j < n; j++) {
      out[oo + j] = -e[eo + n + j] * dz[zo + j];
      out[oo + n + j] = e[eo + j] * dz[zo + j];
    }
  }

  private static void multiply(
      double[] x, int xo, double[] s, int so, double[] out, int oo, int n) {
    for (int j = 0; j < n; j++) {
      out[oo + j] = x[xo + j] * s[so + j];
    }
  }

  private static void backward(
      double[] e, int eo, double[] de, int deo, double[] dz, int zo, int n) {
    for (int j = 0; j < n; j++) {
      dz[zo + j] = de[deo + n + j] * e[eo + j] - de[deo + j] * e[eo + n + j];
    }
  }

  private static void tangent(
      double[] e, int eo, double[] dz, int zo, double[] out, int oo, int n) {
    for (int j = 0; j < n; j++) {
      out[oo + j] = -e[eo + n + j] * dz[zo + j];
      out[oo + n + j] = e[eo + j] * dz[zo + j];
    }
  }
}

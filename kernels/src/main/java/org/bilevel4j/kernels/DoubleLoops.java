package org.bilevel4j.kernels;

/** Small loops over ranges of arrays that the compiler vectorises. */
final class DoubleLoops {

  private DoubleLoops() {}

  static void axpy(double alpha, double[] x, int s, double[] y, int t, int n) {
    for (int j = 0; j < n; j++) {
      y[t + j] = Math.fma(alpha, x[s + j], y[t + j]);
    }
  }

  static void scale(double alpha, double[] x, int s, int n) {
    for (int j = s; j < s + n; j++) {
      x[j] = alpha * x[j];
    }
  }

  static void add(double[] x, int s, double[] y, int t, int n) {
    for (int j = 0; j < n; j++) {
      y[t + j] += x[s + j];
    }
  }

  static void multiply(double[] x, int s, double[] y, int t, int n) {
    for (int j = 0; j < n; j++) {
      y[t + j] *= x[s + j];
    }
  }

  static void relu(double[] x, int s, int n) {
    for (int j = s; j < s + n; j++) {
      x[j] = Math.max(x[j], 0);
    }
  }

  static void reluBackward(double[] a, int s, double[] g, int t, int n) {
    for (int j = 0; j < n; j++) {
      g[t + j] = a[s + j] <= 0 ? 0 : g[t + j];
    }
  }

  static void tanhBackward(double[] a, int s, double[] g, int t, int n) {
    for (int j = 0; j < n; j++) {
      g[t + j] *= Math.fma(-a[s + j], a[s + j], 1);
    }
  }

  static void sigmoidBackward(double[] a, int s, double[] g, int t, int n) {
    for (int j = 0; j < n; j++) {
      g[t + j] *= a[s + j] * (1 - a[s + j]);
    }
  }

  static void softplusBackward(double[] a, int s, double[] g, int t, int n) {
    for (int j = 0; j < n; j++) {
      g[t + j] *= -DoubleMath.expm1(-a[s + j]);
    }
  }

  static double shift(double[] z, int s, int n) {
    double max = z[s];
    for (int j = 1; j < n; j++) {
      max = Math.max(max, z[s + j]);
    }
    for (int j = 0; j < n; j++) {
      z[s + j] -= max;
    }
    return max;
  }

  static double sum(double[] z, int s, int n) {
    double sum = 0;
    for (int j = 0; j < n; j++) {
      sum += z[s + j];
    }
    return sum;
  }
}

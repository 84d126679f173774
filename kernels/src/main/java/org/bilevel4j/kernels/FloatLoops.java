package org.bilevel4j.kernels;

/** Small loops over ranges of arrays that the compiler vectorises. */
final class FloatLoops {

  private FloatLoops() {}

  static void axpy(float alpha, float[] x, int s, float[] y, int t, int n) {
    for (int j = 0; j < n; j++) {
      y[t + j] = Math.fma(alpha, x[s + j], y[t + j]);
    }
  }

  static void scale(float alpha, float[] x, int s, int n) {
    for (int j = s; j < s + n; j++) {
      x[j] = alpha * x[j];
    }
  }

  static void add(float[] x, int s, float[] y, int t, int n) {
    for (int j = 0; j < n; j++) {
      y[t + j] += x[s + j];
    }
  }

  static void multiply(float[] x, int s, float[] y, int t, int n) {
    for (int j = 0; j < n; j++) {
      y[t + j] *= x[s + j];
    }
  }

  static void relu(float[] x, int s, int n) {
    for (int j = s; j < s + n; j++) {
      x[j] = Math.max(x[j], 0);
    }
  }

  /** {@code g *= f'(z)} for {@code a = f(z)}. */
  static void backward(Activation f, float[] a, int s, float[] g, int t, int n) {
    switch (f) {
      case IDENTITY -> {}
      case RELU -> reluBackward(a, s, g, t, n);
      case TANH -> tanhBackward(a, s, g, t, n);
      case SOFTPLUS -> softplusBackward(a, s, g, t, n);
      case SIGMOID -> sigmoidBackward(a, s, g, t, n);
    }
  }

  static void reluBackward(float[] a, int s, float[] g, int t, int n) {
    for (int j = 0; j < n; j++) {
      g[t + j] = a[s + j] <= 0 ? 0 : g[t + j];
    }
  }

  private static void tanhBackward(float[] a, int s, float[] g, int t, int n) {
    for (int j = 0; j < n; j++) {
      g[t + j] *= Math.fma(-a[s + j], a[s + j], 1);
    }
  }

  private static void sigmoidBackward(float[] a, int s, float[] g, int t, int n) {
    for (int j = 0; j < n; j++) {
      g[t + j] *= a[s + j] * (1 - a[s + j]);
    }
  }

  private static void softplusBackward(float[] a, int s, float[] g, int t, int n) {
    for (int j = 0; j < n; j++) {
      g[t + j] *= -FloatMath.expm1(-a[s + j]);
    }
  }

  static float shift(float[] z, int s, int n) {
    float max = z[s];
    for (int j = 1; j < n; j++) {
      max = Math.max(max, z[s + j]);
    }
    for (int j = 0; j < n; j++) {
      z[s + j] -= max;
    }
    return max;
  }

  static double sum(float[] z, int s, int n) {
    double sum = 0;
    for (int j = 0; j < n; j++) {
      sum += z[s + j];
    }
    return sum;
  }
}

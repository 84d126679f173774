package org.bilevel4j.kernels;

/**
 * Element-wise functions over ranges of arrays, in plain Java. Ranges may be the same; they must
 * not overlap in another way. Accuracy and special values: {@link DoubleMath} and {@link
 * FloatMath}.
 */
final class Elementwise {

  private Elementwise() {}

  static void apply(Func func, double[] x, int xOff, double[] y, int yOff, int n) {
    switch (func) {
      case EXP -> {
        for (int j = 0; j < n; j++) {
          y[yOff + j] = DoubleMath.exp(x[xOff + j]);
        }
      }
      case EXPM1 -> {
        for (int j = 0; j < n; j++) {
          y[yOff + j] = DoubleMath.expm1(x[xOff + j]);
        }
      }
      case LOG -> {
        for (int j = 0; j < n; j++) {
          y[yOff + j] = DoubleMath.log(x[xOff + j]);
        }
      }
      case LOG1P -> {
        for (int j = 0; j < n; j++) {
          y[yOff + j] = DoubleMath.log1p(x[xOff + j]);
        }
      }
      case TANH -> {
        for (int j = 0; j < n; j++) {
          y[yOff + j] = DoubleMath.tanh(x[xOff + j]);
        }
      }
      case SIGMOID -> {
        for (int j = 0; j < n; j++) {
          y[yOff + j] = DoubleMath.sigmoid(x[xOff + j]);
        }
      }
      case SOFTPLUS -> {
        for (int j = 0; j < n; j++) {
          y[yOff + j] = DoubleMath.softplus(x[xOff + j]);
        }
      }
      case SIN -> DoubleTrig.sin(x, xOff, y, yOff, n);
      case COS -> DoubleTrig.cos(x, xOff, y, yOff, n);
    }
  }

  static void apply(Func func, float[] x, int xOff, float[] y, int yOff, int n) {
    switch (func) {
      case EXP -> {
        for (int j = 0; j < n; j++) {
          y[yOff + j] = FloatMath.exp(x[xOff + j]);
        }
      }
      case EXPM1 -> {
        for (int j = 0; j < n; j++) {
          y[yOff + j] = FloatMath.expm1(x[xOff + j]);
        }
      }
      case LOG -> {
        for (int j = 0; j < n; j++) {
          y[yOff + j] = FloatMath.log(x[xOff + j]);
        }
      }
      case LOG1P -> {
        for (int j = 0; j < n; j++) {
          y[yOff + j] = FloatMath.log1p(x[xOff + j]);
        }
      }
      case TANH -> {
        for (int j = 0; j < n; j++) {
          y[yOff + j] = FloatMath.tanh(x[xOff + j]);
        }
      }
      case SIGMOID -> {
        for (int j = 0; j < n; j++) {
          y[yOff + j] = FloatMath.sigmoid(x[xOff + j]);
        }
      }
      case SOFTPLUS -> {
        for (int j = 0; j < n; j++) {
          y[yOff + j] = FloatMath.softplus(x[xOff + j]);
        }
      }
      case SIN -> FloatTrig.sin(x, xOff, y, yOff, n);
      case COS -> FloatTrig.cos(x, xOff, y, yOff, n);
    }
  }
}

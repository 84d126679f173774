package org.bilevel4j.kernels;

/**
 * Element-wise functions over ranges of arrays, in plain Java. Ranges may be the same; they must
 * not overlap in another way. Accuracy and special values: {@link FloatMath}.
 */
final class FloatElementwise {

  private FloatElementwise() {}

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
      case RELU -> {
        for (int j = 0; j < n; j++) {
          y[yOff + j] = Math.max(x[xOff + j], 0);
        }
      }
      case STEP -> {
        for (int j = 0; j < n; j++) {
          y[yOff + j] = FloatMath.step(x[xOff + j]);
        }
      }
      case SIN -> FloatTrig.sin(x, xOff, y, yOff, n);
      case COS -> FloatTrig.cos(x, xOff, y, yOff, n);
    }
  }
}

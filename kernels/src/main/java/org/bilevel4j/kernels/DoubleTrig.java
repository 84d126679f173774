package org.bilevel4j.kernels;

/**
 * Sine and cosine over ranges of arrays: loops without branches, which the compiler vectorises, for
 * stretches whose arguments are all within {@link DoubleMath#TRIG_LIMIT}; element by element else.
 */
final class DoubleTrig {

  private static final int STRETCH = 1024;

  private DoubleTrig() {}

  static void sin(double[] x, int xOff, double[] y, int yOff, int n) {
    for (int j = 0; j < n; j += STRETCH) {
      int len = Math.min(STRETCH, n - j);
      if (small(x, xOff + j, len)) {
        sinSmall(x, xOff + j, y, yOff + j, len);
      } else {
        for (int i = j; i < j + len; i++) {
          y[yOff + i] = DoubleMath.sin(x[xOff + i]);
        }
      }
    }
  }

  static void cos(double[] x, int xOff, double[] y, int yOff, int n) {
    for (int j = 0; j < n; j += STRETCH) {
      int len = Math.min(STRETCH, n - j);
      if (small(x, xOff + j, len)) {
        cosSmall(x, xOff + j, y, yOff + j, len);
      } else {
        for (int i = j; i < j + len; i++) {
          y[yOff + i] = DoubleMath.cos(x[xOff + i]);
        }
      }
    }
  }

  private static void sinSmall(double[] x, int xOff, double[] y, int yOff, int n) {
    if (xOff == yOff) {
      // one index for both arrays: only so does the compiler of JDK 17 vectorise
      for (int j = xOff; j < xOff + n; j++) {
        y[j] = DoubleMath.sinReduced(x[j]);
      }
      return;
    }
    for (int j = 0; j < n; j++) {
      y[yOff + j] = DoubleMath.sinReduced(x[xOff + j]);
    }
  }

  private static void cosSmall(double[] x, int xOff, double[] y, int yOff, int n) {
    if (xOff == yOff) {
      // one index for both arrays: only so does the compiler of JDK 17 vectorise
      for (int j = xOff; j < xOff + n; j++) {
        y[j] = DoubleMath.cosReduced(x[j]);
      }
      return;
    }
    for (int j = 0; j < n; j++) {
      y[yOff + j] = DoubleMath.cosReduced(x[xOff + j]);
    }
  }

  private static boolean small(double[] x, int xOff, int n) {
    int large = 0;
    for (int j = 0; j < n; j++) {
      large += Math.abs(x[xOff + j]) <= DoubleMath.TRIG_LIMIT ? 0 : 1;
    }
    return large == 0;
  }
}

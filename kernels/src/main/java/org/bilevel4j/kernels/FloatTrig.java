package org.bilevel4j.kernels;

/**
 * Sine and cosine over ranges of arrays: loops without branches, which the compiler vectorises, for
 * stretches whose arguments are all within {@link FloatMath#TRIG_LIMIT}; element by element else.
 */
final class FloatTrig {

  private static final int STRETCH = 1024;

  private FloatTrig() {}

  static void sin(float[] x, int xOff, float[] y, int yOff, int n) {
    for (int j = 0; j < n; j += STRETCH) {
      int len = Math.min(STRETCH, n - j);
      if (small(x, xOff + j, len)) {
        sinSmall(x, xOff + j, y, yOff + j, len);
      } else {
        for (int i = j; i < j + len; i++) {
          y[yOff + i] = FloatMath.sin(x[xOff + i]);
        }
      }
    }
  }

  static void cos(float[] x, int xOff, float[] y, int yOff, int n) {
    for (int j = 0; j < n; j += STRETCH) {
      int len = Math.min(STRETCH, n - j);
      if (small(x, xOff + j, len)) {
        cosSmall(x, xOff + j, y, yOff + j, len);
      } else {
        for (int i = j; i < j + len; i++) {
          y[yOff + i] = FloatMath.cos(x[xOff + i]);
        }
      }
    }
  }

  private static void sinSmall(float[] x, int xOff, float[] y, int yOff, int n) {
    if (xOff == yOff) {
      // one index for both arrays: only so does the compiler of JDK 17 vectorise
      for (int j = xOff; j < xOff + n; j++) {
        y[j] = FloatMath.sinReduced(x[j]);
      }
      return;
    }
    for (int j = 0; j < n; j++) {
      y[yOff + j] = FloatMath.sinReduced(x[xOff + j]);
    }
  }

  private static void cosSmall(float[] x, int xOff, float[] y, int yOff, int n) {
    if (xOff == yOff) {
      // one index for both arrays: only so does the compiler of JDK 17 vectorise
      for (int j = xOff; j < xOff + n; j++) {
        y[j] = FloatMath.cosReduced(x[j]);
      }
      return;
    }
    for (int j = 0; j < n; j++) {
      y[yOff + j] = FloatMath.cosReduced(x[xOff + j]);
    }
  }

  private static boolean small(float[] x, int xOff, int n) {
    int large = 0;
    for (int j = 0; j < n; j++) {
      large += Math.abs(x[xOff + j]) <= FloatMath.TRIG_LIMIT ? 0 : 1;
    }
    return large == 0;
  }
}

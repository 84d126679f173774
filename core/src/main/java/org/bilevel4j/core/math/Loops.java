package org.bilevel4j.core.math;

/** The inner loops of {@link Vec}, one per storage, plain enough for C2 to vectorise. */
final class Loops {
  private static final int STRETCH = 256;

  private Loops() {}

  static void axpy(double a, double[] v, int vo, double[] t, int to, int n) {
    for (int i = 0; i < n; i++) {
      t[to + i] += a * v[vo + i];
    }
  }

  static void axpy(double a, float[] v, int vo, double[] t, int to, int n) {
    for (int i = 0; i < n; i++) {
      t[to + i] += a * v[vo + i];
    }
  }

  static void axpy(double a, double[] v, int vo, float[] t, int to, int n) {
    for (int i = 0; i < n; i++) {
      t[to + i] = (float) (t[to + i] + a * v[vo + i]);
    }
  }

  static void axpy(double a, float[] v, int vo, float[] t, int to, int n) {
    for (int i = 0; i < n; i++) {
      t[to + i] = (float) (t[to + i] + a * v[vo + i]);
    }
  }

  static void scale(double a, double[] t, int to, int n) {
    for (int i = 0; i < n; i++) {
      t[to + i] *= a;
    }
  }

  static void scale(double a, float[] t, int to, int n) {
    for (int i = 0; i < n; i++) {
      t[to + i] = (float) (a * t[to + i]);
    }
  }

  static void copy(float[] v, int vo, double[] t, int to, int n) {
    for (int i = 0; i < n; i++) {
      t[to + i] = v[vo + i];
    }
  }

  static void copy(double[] v, int vo, float[] t, int to, int n) {
    for (int i = 0; i < n; i++) {
      t[to + i] = (float) v[vo + i];
    }
  }

  static boolean matches(float[] v, int vo, double[] t, int to, int n) {
    for (int i = 0; i < n; i++) {
      if (v[vo + i] != t[to + i]) {
        return false;
      }
    }
    return true;
  }

  /** In stretches, whose distance is summed without a branch; NaN matches nothing. */
  static boolean matches(double[] v, int vo, float[] t, int to, int n) {
    int i = 0;
    for (; i + STRETCH <= n; i += STRETCH) {
      if (distance(v, vo + i, t, to + i) != 0) {
        return false;
      }
    }
    for (; i < n; i++) {
      if ((float) v[vo + i] != t[to + i]) {
        return false;
      }
    }
    return true;
  }

  private static float distance(double[] v, int vo, float[] t, int to) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    for (int i = 0; i < STRETCH; i += 4) {
      s0 += Math.abs((float) v[vo + i] - t[to + i]);
      s1 += Math.abs((float) v[vo + i + 1] - t[to + i + 1]);
      s2 += Math.abs((float) v[vo + i + 2] - t[to + i + 2]);
      s3 += Math.abs((float) v[vo + i + 3] - t[to + i + 3]);
    }
    return s0 + s1 + s2 + s3;
  }

  /** Four running sums, joined in a fixed order: the same bits however it is compiled. */
  static double dot(double[] u, int uo, double[] v, int vo, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < n; i += 4) {
      s0 += u[uo + i] * v[vo + i];
      s1 += u[uo + i + 1] * v[vo + i + 1];
      s2 += u[uo + i + 2] * v[vo + i + 2];
      s3 += u[uo + i + 3] * v[vo + i + 3];
    }
    for (; i < n; i++) {
      s0 += u[uo + i] * v[vo + i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  /**
   * The largest absolute value, 0 of nothing; NaN when an entry is. Without their sign, numbers are
   * ordered as their bits are, NaN above all; comparing bits takes a quarter of Math.max's time.
   */
  static double maxAbs(double[] v, int vo, int n) {
    long largest = 0;
    for (int i = 0; i < n; i++) {
      long size = Double.doubleToRawLongBits(v[vo + i]) & Long.MAX_VALUE;
      if (size > largest) {
        largest = size;
      }
    }
    return Double.longBitsToDouble(largest);
  }

  static double maxAbs(float[] v, int vo, int n) {
    int largest = 0;
    for (int i = 0; i < n; i++) {
      int size = Float.floatToRawIntBits(v[vo + i]) & Integer.MAX_VALUE;
      if (size > largest) {
        largest = size;
      }
    }
    return Float.intBitsToFloat(largest);
  }

  /** Times 0, finite entries are 0 and others NaN; several running sums, so that none waits. */
  static boolean isFinite(double[] v, int vo, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < n; i += 4) {
      s0 += v[vo + i] * 0;
      s1 += v[vo + i + 1] * 0;
      s2 += v[vo + i + 2] * 0;
      s3 += v[vo + i + 3] * 0;
    }
    for (; i < n; i++) {
      s0 += v[vo + i] * 0;
    }
    return s0 + s1 + s2 + s3 == 0;
  }

  /** As for doubles. */
  static boolean isFinite(float[] v, int vo, int n) {
    float sum = 0;
    for (int i = 0; i < n; i++) {
      sum += v[vo + i] * 0;
    }
    return sum == 0;
  }
}

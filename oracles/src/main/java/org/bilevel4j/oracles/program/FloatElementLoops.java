package org.bilevel4j.oracles.program;

/** Element-wise operations of {@link FloatTiles} as plain loops, which the compiler vectorises. */
@SuppressWarnings("cast") // of the twin
final class FloatElementLoops {
  private FloatElementLoops() {}

  static void square(float[] a, int ao, float[] c, int co, int n) {
    for (int j = 0; j < n; j++) {
      c[co + j] = a[ao + j] * a[ao + j];
    }
  }

  static void reciprocal(float[] a, int ao, float[] c, int co, int n) {
    for (int j = 0; j < n; j++) {
      c[co + j] = 1 / a[ao + j];
    }
  }

  static void sqrt(float[] a, int ao, float[] c, int co, int n) {
    for (int j = 0; j < n; j++) {
      c[co + j] = (float) Math.sqrt(a[ao + j]);
    }
  }

  static void abs(float[] a, int ao, float[] c, int co, int n) {
    for (int j = 0; j < n; j++) {
      c[co + j] = Math.abs(a[ao + j]);
    }
  }

  static void sign(float[] a, int ao, float[] c, int co, int n) {
    for (int j = 0; j < n; j++) {
      c[co + j] = Math.signum(a[ao + j]);
    }
  }

  static void plus(float[] a, int ao, float[] b, int bo, float[] c, int co, int n) {
    for (int j = 0; j < n; j++) {
      c[co + j] = a[ao + j] + b[bo + j];
    }
  }

  static void minus(float[] a, int ao, float[] b, int bo, float[] c, int co, int n) {
    for (int j = 0; j < n; j++) {
      c[co + j] = a[ao + j] - b[bo + j];
    }
  }

  static void times(float[] a, int ao, float[] b, int bo, float[] c, int co, int n) {
    for (int j = 0; j < n; j++) {
      c[co + j] = a[ao + j] * b[bo + j];
    }
  }

  static void over(float[] a, int ao, float[] b, int bo, float[] c, int co, int n) {
    for (int j = 0; j < n; j++) {
      c[co + j] = a[ao + j] / b[bo + j];
    }
  }

  static void max(float[] a, int ao, float[] b, int bo, float[] c, int co, int n) {
    for (int j = 0; j < n; j++) {
      c[co + j] = Math.max(a[ao + j], b[bo + j]);
    }
  }

  static void atLeast(float[] a, int ao, float[] b, int bo, float[] c, int co, int n) {
    for (int j = 0; j < n; j++) {
      c[co + j] = a[ao + j] >= b[bo + j] ? 1 : 0;
    }
  }

  static void plus(float[] a, int ao, float b, float[] c, int co, int n) {
    for (int j = 0; j < n; j++) {
      c[co + j] = a[ao + j] + b;
    }
  }

  static void from(float a, float[] b, int bo, float[] c, int co, int n) {
    for (int j = 0; j < n; j++) {
      c[co + j] = a - b[bo + j];
    }
  }

  static void times(float[] a, int ao, float b, float[] c, int co, int n) {
    for (int j = 0; j < n; j++) {
      c[co + j] = a[ao + j] * b;
    }
  }

  static void over(float a, float[] b, int bo, float[] c, int co, int n) {
    for (int j = 0; j < n; j++) {
      c[co + j] = a / b[bo + j];
    }
  }

  static void over(float[] a, int ao, float b, float[] c, int co, int n) {
    for (int j = 0; j < n; j++) {
      c[co + j] = a[ao + j] / b;
    }
  }

  static void max(float[] a, int ao, float b, float[] c, int co, int n) {
    for (int j = 0; j < n; j++) {
      c[co + j] = Math.max(a[ao + j], b);
    }
  }

  static void atLeast(float[] a, int ao, float b, float[] c, int co, int n) {
    for (int j = 0; j < n; j++) {
      c[co + j] = a[ao + j] >= b ? 1 : 0;
    }
  }

  static void atMost(float[] a, int ao, float b, float[] c, int co, int n) {
    for (int j = 0; j < n; j++) {
      c[co + j] = a[ao + j] <= b ? 1 : 0;
    }
  }
}

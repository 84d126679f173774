package org.bilevel4j.kernels;

import java.util.Arrays;

/**
 * Plain Java product in single precision. Loops over columns are innermost so that the compiler
 * vectorises them; four steps of k at once re-use what was loaded. Order of summation: {@link
 * KSplit}.
 */
final class FloatPlainGemm {

  /** Columns per pass; the rows of B of one block stay in the second level cache. */
  private static final int COLS = 128;

  /** Products this narrow go through scalar registers. */
  private static final int NARROW = 4;

  private static final ThreadLocal<FloatPlainGemm> SPACE =
      ThreadLocal.withInitial(FloatPlainGemm::new);

  private final float[] upper = new float[COLS];
  private final float[] lower = new float[COLS];

  /**
   * One array a row of B: the compiler vectorises over several arrays, not over several offsets.
   */
  private final float[][] rows = new float[KSplit.MAX][COLS];

  private final float[] narrowB = new float[KSplit.MAX * NARROW];

  private FloatPlainGemm() {}

  /** C = alpha op(A) op(B) + beta C; shapes are checked, no dimension is zero. */
  static void gemm(Op opA, Op opB, float alpha, Mat a, Mat b, float beta, Mat c) {
    SPACE.get().run(opA, opB, alpha, a, b, beta, c);
  }

  private void run(Op opA, Op opB, float alpha, Mat a, Mat b, float beta, Mat c) {
    int n = c.cols();
    int k = opA == Op.N ? a.cols() : a.rows();
    int aRow = opA == Op.N ? a.stride() : 1;
    int aCol = opA == Op.N ? 1 : a.stride();
    int step = KSplit.length(k);
    for (int k0 = 0; k0 < k; k0 += step) {
      int kn = Math.min(step, k - k0);
      int aOff = a.offset() + k0 * aCol;
      float beta0 = k0 == 0 ? beta : 1;
      for (int j0 = 0; j0 < n; j0 += COLS) {
        int jn = Math.min(COLS, n - j0);
        pack(opB, b, k0, kn, j0, jn);
        if (jn <= NARROW) {
          narrow(kn, alpha, a.floats(), aOff, aRow, aCol, beta0, c, j0, jn);
        } else {
          wide(kn, alpha, a.floats(), aOff, aRow, aCol, beta0, c, j0, jn);
        }
      }
    }
  }

  private void pack(Op opB, Mat b, int k0, int kn, int j0, int jn) {
    float[] source = b.floats();
    if (opB == Op.N) {
      for (int p = 0; p < kn; p++) {
        int from = b.offset() + (k0 + p) * b.stride() + j0;
        System.arraycopy(source, from, rows[p], 0, jn);
      }
    } else {
      for (int j = 0; j < jn; j++) {
        int from = b.offset() + (j0 + j) * b.stride() + k0;
        for (int p = 0; p < kn; p++) {
          rows[p][j] = source[from + p];
        }
      }
    }
  }

  private void wide(
      int kn,
      float alpha,
      float[] a,
      int aOff,
      int aRow,
      int aCol,
      float beta,
      Mat c,
      int j0,
      int jn) {
    int m = c.rows();
    for (int i = 0; i < m; i += 2) {
      int a0 = aOff + i * aRow;
      int a1 = i + 1 < m ? a0 + aRow : a0;
      Arrays.fill(upper, 0, jn, 0);
      Arrays.fill(lower, 0, jn, 0);
      int p = 0;
      for (; p + 4 <= kn; p += 4) {
        four(p, a, a0 + p * aCol, aCol, upper, jn);
        four(p, a, a1 + p * aCol, aCol, lower, jn);
      }
      for (; p < kn; p++) {
        one(upper, a[a0 + p * aCol], rows[p], jn);
        one(lower, a[a1 + p * aCol], rows[p], jn);
      }
      int at = c.offset() + i * c.stride() + j0;
      update(upper, 0, alpha, beta, c.floats(), at, jn);
      if (i + 1 < m) {
        update(lower, 0, alpha, beta, c.floats(), at + c.stride(), jn);
      }
    }
  }

  private void four(int p, float[] a, int at, int aCol, float[] acc, int jn) {
    four(
        acc,
        a[at],
        a[at + aCol],
        a[at + 2 * aCol],
        a[at + 3 * aCol],
        rows[p],
        rows[p + 1],
        rows[p + 2],
        rows[p + 3],
        jn);
  }

  private static void four(
      float[] acc,
      float x0,
      float x1,
      float x2,
      float x3,
      float[] b0,
      float[] b1,
      float[] b2,
      float[] b3,
      int jn) {
    for (int j = 0; j < jn; j++) {
      acc[j] =
          Math.fma(
              x3, b3[j], Math.fma(x2, b2[j], Math.fma(x1, b1[j], Math.fma(x0, b0[j], acc[j]))));
    }
  }

  private static void one(float[] acc, float x, float[] b, int jn) {
    for (int j = 0; j < jn; j++) {
      acc[j] = Math.fma(x, b[j], acc[j]);
    }
  }

  private void narrow(
      int kn,
      float alpha,
      float[] a,
      int aOff,
      int aRow,
      int aCol,
      float beta,
      Mat c,
      int j0,
      int jn) {
    for (int p = 0; p < kn; p++) {
      for (int j = 0; j < jn; j++) {
        narrowB[j * KSplit.MAX + p] = rows[p][j];
      }
    }
    int m = c.rows();
    for (int i = 0; i < m; i += 4) {
      int rows = Math.min(4, m - i);
      int a0 = aOff + i * aRow;
      int a1 = a0 + (rows > 1 ? aRow : 0);
      int a2 = a1 + (rows > 2 ? aRow : 0);
      int a3 = a2 + (rows > 3 ? aRow : 0);
      for (int j = 0; j < jn; j++) {
        chains(upper, kn, a, a0, a1, a2, a3, aCol, narrowB, j * KSplit.MAX);
        for (int r = 0; r < rows; r++) {
          update(upper, r, alpha, beta, c.floats(), c.offset() + (i + r) * c.stride() + j0 + j, 1);
        }
      }
    }
  }

  private static void chains(
      float[] acc, int kn, float[] a, int a0, int a1, int a2, int a3, int aCol, float[] b, int b0) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    for (int p = 0; p < kn; p++) {
      float x = b[b0 + p];
      int q = p * aCol;
      s0 = Math.fma(a[a0 + q], x, s0);
      s1 = Math.fma(a[a1 + q], x, s1);
      s2 = Math.fma(a[a2 + q], x, s2);
      s3 = Math.fma(a[a3 + q], x, s3);
    }
    acc[0] = s0;
    acc[1] = s1;
    acc[2] = s2;
    acc[3] = s3;
  }

  /** c = alpha acc + beta c on n elements; beta 0 overwrites whatever was there. */
  static void update(float[] acc, int from, float alpha, float beta, float[] c, int at, int n) {
    if (beta == 0) {
      for (int j = 0; j < n; j++) {
        c[at + j] = alpha * acc[from + j];
      }
    } else if (beta == 1) {
      for (int j = 0; j < n; j++) {
        c[at + j] = Math.fma(alpha, acc[from + j], c[at + j]);
      }
    } else {
      for (int j = 0; j < n; j++) {
        c[at + j] = Math.fma(alpha, acc[from + j], beta * c[at + j]);
      }
    }
  }
}

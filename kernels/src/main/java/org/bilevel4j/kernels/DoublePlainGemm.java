package org.bilevel4j.kernels;

import java.util.Arrays;

/**
 * Plain Java product in double precision. Loops over columns are innermost so that the compiler
 * vectorises them; two rows and four steps of k at once re-use what was loaded. Order of summation:
 * {@link KSplit}.
 */
final class DoublePlainGemm {

  /** Columns per pass; two accumulator rows stay in the first level cache. */
  private static final int COLS = 256;

  /** Products this narrow go through scalar registers. */
  private static final int NARROW = 4;

  private static final ThreadLocal<DoublePlainGemm> SPACE =
      ThreadLocal.withInitial(DoublePlainGemm::new);

  private final double[] acc = new double[2 * COLS];
  private double[] packed = new double[0];

  private DoublePlainGemm() {}

  /** C = alpha op(A) op(B) + beta C; shapes are checked, no dimension is zero. */
  static void gemm(Op opA, Op opB, double alpha, Mat a, Mat b, double beta, Mat c) {
    SPACE.get().run(opA, opB, alpha, a, b, beta, c);
  }

  private void run(Op opA, Op opB, double alpha, Mat a, Mat b, double beta, Mat c) {
    int n = c.cols();
    int k = opA == Op.N ? a.cols() : a.rows();
    int aRow = opA == Op.N ? a.stride() : 1;
    int aCol = opA == Op.N ? 1 : a.stride();
    int step = KSplit.length(k);
    for (int k0 = 0; k0 < k; k0 += step) {
      int kn = Math.min(step, k - k0);
      int aOff = a.offset() + k0 * aCol;
      for (int j0 = 0; j0 < n; j0 += COLS) {
        int jn = Math.min(COLS, n - j0);
        double[] bs = b.doubles();
        int bOff = b.offset() + k0 * b.stride() + j0;
        int bRow = b.stride();
        if (opB == Op.T) {
          pack(bs, b.offset() + j0 * b.stride() + k0, b.stride(), kn, jn);
          bs = packed;
          bOff = 0;
          bRow = jn;
        }
        double beta0 = k0 == 0 ? beta : 1;
        if (jn <= NARROW) {
          narrow(kn, alpha, a.doubles(), aOff, aRow, aCol, bs, bOff, bRow, beta0, c, j0, jn);
        } else {
          wide(kn, alpha, a.doubles(), aOff, aRow, aCol, bs, bOff, bRow, beta0, c, j0, jn);
        }
      }
    }
  }

  private void pack(double[] b, int off, int stride, int kn, int jn) {
    if (packed.length < kn * jn) {
      packed = new double[kn * jn];
    }
    for (int j = 0; j < jn; j++) {
      int s = off + j * stride;
      for (int p = 0; p < kn; p++) {
        packed[p * jn + j] = b[s + p];
      }
    }
  }

  private void wide(
      int kn,
      double alpha,
      double[] a,
      int aOff,
      int aRow,
      int aCol,
      double[] b,
      int bOff,
      int bRow,
      double beta,
      Mat c,
      int j0,
      int jn) {
    int m = c.rows();
    for (int i = 0; i < m; i += 2) {
      int a0 = aOff + i * aRow;
      int a1 = i + 1 < m ? a0 + aRow : a0;
      Arrays.fill(acc, 0, jn, 0);
      Arrays.fill(acc, COLS, COLS + jn, 0);
      int p = 0;
      for (; p + 4 <= kn; p += 4) {
        four(acc, a, a0 + p * aCol, a1 + p * aCol, aCol, b, bOff + p * bRow, bRow, jn);
      }
      for (; p < kn; p++) {
        one(acc, a[a0 + p * aCol], a[a1 + p * aCol], b, bOff + p * bRow, jn);
      }
      int at = c.offset() + i * c.stride() + j0;
      update(acc, 0, alpha, beta, c.doubles(), at, jn);
      if (i + 1 < m) {
        update(acc, COLS, alpha, beta, c.doubles(), at + c.stride(), jn);
      }
    }
  }

  private static void four(
      double[] acc, double[] a, int a0, int a1, int aCol, double[] b, int b0, int bRow, int jn) {
    double x0 = a[a0];
    double x1 = a[a0 + aCol];
    double x2 = a[a0 + 2 * aCol];
    double x3 = a[a0 + 3 * aCol];
    double y0 = a[a1];
    double y1 = a[a1 + aCol];
    double y2 = a[a1 + 2 * aCol];
    double y3 = a[a1 + 3 * aCol];
    int b1 = b0 + bRow;
    int b2 = b1 + bRow;
    int b3 = b2 + bRow;
    for (int j = 0; j < jn; j++) {
      double p = b[b0 + j];
      double q = b[b1 + j];
      double r = b[b2 + j];
      double s = b[b3 + j];
      acc[j] = Math.fma(x3, s, Math.fma(x2, r, Math.fma(x1, q, Math.fma(x0, p, acc[j]))));
      acc[COLS + j] =
          Math.fma(y3, s, Math.fma(y2, r, Math.fma(y1, q, Math.fma(y0, p, acc[COLS + j]))));
    }
  }

  private static void one(double[] acc, double x, double y, double[] b, int b0, int jn) {
    for (int j = 0; j < jn; j++) {
      acc[j] = Math.fma(x, b[b0 + j], acc[j]);
      acc[COLS + j] = Math.fma(y, b[b0 + j], acc[COLS + j]);
    }
  }

  private void narrow(
      int kn,
      double alpha,
      double[] a,
      int aOff,
      int aRow,
      int aCol,
      double[] b,
      int bOff,
      int bRow,
      double beta,
      Mat c,
      int j0,
      int jn) {
    int m = c.rows();
    for (int i = 0; i < m; i += 4) {
      int rows = Math.min(4, m - i);
      int a0 = aOff + i * aRow;
      int a1 = a0 + (rows > 1 ? aRow : 0);
      int a2 = a1 + (rows > 2 ? aRow : 0);
      int a3 = a2 + (rows > 3 ? aRow : 0);
      for (int j = 0; j < jn; j++) {
        chains(acc, kn, a, a0, a1, a2, a3, aCol, b, bOff + j, bRow);
        for (int r = 0; r < rows; r++) {
          update(acc, r, alpha, beta, c.doubles(), c.offset() + (i + r) * c.stride() + j0 + j, 1);
        }
      }
    }
  }

  private static void chains(
      double[] acc,
      int kn,
      double[] a,
      int a0,
      int a1,
      int a2,
      int a3,
      int aCol,
      double[] b,
      int b0,
      int bRow) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    for (int p = 0; p < kn; p++) {
      double x = b[b0 + p * bRow];
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
  static void update(double[] acc, int from, double alpha, double beta, double[] c, int at, int n) {
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

package org.bilevel4j.kernels;

/**
 * Products with a sparse left operand; each element of C adds its terms by fma in the order of the
 * stored entries.
 */
final class CsrProducts {

  private CsrProducts() {}

  static void gemm(Op opA, double alpha, CsrMat a, Mat b, double beta, Mat c) {
    begin(opA, a, b, beta, c);
    if (c.cols() == 1) {
      column(opA, alpha, a, b, c);
      return;
    }
    boolean transposed = opA == Op.T;
    for (int i = 0; i < a.rows(); i++) {
      if (a.precision() == Precision.FLOAT64) {
        row(i, transposed, alpha, a, a.doubles(), b, c);
      } else {
        row(i, transposed, (float) alpha, a, a.floats(), b, c);
      }
    }
  }

  /** Checks shapes and makes C := beta C. */
  static void begin(Op opA, CsrMat a, Mat b, double beta, Mat c) {
    MatChecks.product("sparse gemm", opA, a.rows(), a.cols(), Op.N, b, c);
    MatChecks.precision("sparse gemm", b, c);
    if (a.precision() != b.precision()) {
      throw new IllegalArgumentException(
          "sparse gemm: operands are " + a.shape() + " and " + b.shape() + ", precisions differ.");
    }
    RowOps.beta(beta, c);
  }

  /** C := C + alpha op(A) B for one column. */
  static void column(Op opA, double alpha, CsrMat a, Mat b, Mat c) {
    boolean wide = a.precision() == Precision.FLOAT64;
    if (opA == Op.T && wide) {
      DoubleCsrColumn.addTransposed(alpha, a, b, c);
    } else if (opA == Op.T) {
      FloatCsrColumn.addTransposed((float) alpha, a, b, c);
    } else if (wide) {
      DoubleCsrColumn.add(alpha, a, b, c);
    } else {
      FloatCsrColumn.add((float) alpha, a, b, c);
    }
  }

  private static void row(
      int i, boolean transposed, double alpha, CsrMat a, double[] values, Mat b, Mat c) {
    int n = c.cols();
    int[] columns = a.columns();
    for (int e = a.start(i); e < a.start(i + 1); e++) {
      int from = transposed ? i : columns[e];
      int to = transposed ? columns[e] : i;
      DoubleLoops.axpy(
          alpha * values[e],
          b.doubles(),
          b.offset() + from * b.stride(),
          c.doubles(),
          c.offset() + to * c.stride(),
          n);
    }
  }

  private static void row(
      int i, boolean transposed, float alpha, CsrMat a, float[] values, Mat b, Mat c) {
    int n = c.cols();
    int[] columns = a.columns();
    for (int e = a.start(i); e < a.start(i + 1); e++) {
      int from = transposed ? i : columns[e];
      int to = transposed ? columns[e] : i;
      FloatLoops.axpy(
          alpha * values[e],
          b.floats(),
          b.offset() + from * b.stride(),
          c.floats(),
          c.offset() + to * c.stride(),
          n);
    }
  }
}

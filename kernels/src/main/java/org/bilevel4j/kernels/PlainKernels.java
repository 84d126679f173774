package org.bilevel4j.kernels;

/** Kernels in plain Java, blocked and written so that the compiler vectorises them. */
public final class PlainKernels implements Kernels {

  static final PlainKernels INSTANCE = new PlainKernels();

  /** Stateless. */
  public PlainKernels() {}

  @Override
  public String name() {
    return "plain";
  }

  @Override
  public void gemm(Op opA, Op opB, double alpha, Mat a, Mat b, double beta, Mat c) {
    MatChecks.gemm(opA, opB, a, b, c);
    int k = opA == Op.N ? a.cols() : a.rows();
    if (c.rows() == 0 || c.cols() == 0) {
      return;
    }
    if (k == 0 || alpha == 0) {
      RowOps.beta(beta, c);
    } else if (c.precision() == Precision.FLOAT64) {
      DoublePlainGemm.gemm(opA, opB, alpha, a, b, beta, c);
    } else {
      FloatPlainGemm.gemm(opA, opB, (float) alpha, a, b, (float) beta, c);
    }
  }
}

package org.bilevel4j.kernels;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;

/**
 * Kernels on the Vector API: register tiles for products, vector forms of the functions. Loaded
 * only where the module {@code jdk.incubator.vector} is present; bits are those of the plain
 * kernels.
 */
public final class VectorKernels implements Kernels {

  /** Stateless. */
  public VectorKernels() {}

  @Override
  public String name() {
    return "vector-"
        + FloatVector.SPECIES_PREFERRED.vectorBitSize()
        + "/f32x"
        + FloatVector.SPECIES_PREFERRED.length()
        + "/f64x"
        + DoubleVector.SPECIES_PREFERRED.length();
  }

  @Override
  public void gemm(Op opA, Op opB, double alpha, Mat a, Mat b, double beta, Mat c) {
    Shapes.gemm(opA, opB, a, b, c);
    int k = opA == Op.N ? a.cols() : a.rows();
    if (c.rows() == 0 || c.cols() == 0) {
      return;
    }
    if (k == 0 || alpha == 0) {
      RowOps.beta(beta, c);
    } else if (c.precision() == Precision.FLOAT64) {
      DoubleVectorGemm.gemm(opA, opB, alpha, a, b, beta, c);
    } else {
      FloatVectorGemm.gemm(opA, opB, (float) alpha, a, b, (float) beta, c);
    }
  }

  @Override
  public void applyRange(Func f, Mat x, int s, Mat y, int t, int n) {
    if (x.precision() == Precision.FLOAT64) {
      DoubleVectorMath.apply(f, x.doubles(), s, y.doubles(), t, n);
    } else {
      FloatVectorMath.apply(f, x.floats(), s, y.floats(), t, n);
    }
  }
}

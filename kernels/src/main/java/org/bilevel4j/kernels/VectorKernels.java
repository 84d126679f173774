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
    MatChecks.gemm(opA, opB, a, b, c);
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
  public void gemm(Op opA, double alpha, CsrMat a, Mat b, double beta, Mat c) {
    CsrProducts.begin(opA, a, b, beta, c);
    boolean wide = a.precision() == Precision.FLOAT64;
    if (c.cols() == 1) {
      CsrProducts.column(opA, alpha, a, b, c);
    } else if (opA == Op.T && wide) {
      DoubleVectorCsr.addTransposed(alpha, a, b, c);
    } else if (opA == Op.T) {
      FloatVectorCsr.addTransposed((float) alpha, a, b, c);
    } else if (wide) {
      DoubleVectorCsr.add(alpha, a, b, c);
    } else {
      FloatVectorCsr.add((float) alpha, a, b, c);
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

  @Override
  public void sinCos(Mat x, Mat sin, Mat cos) {
    MatChecks.same("sinCos", x, sin);
    MatChecks.same("sinCos", x, cos);
    boolean packed = x.packed() && sin.packed() && cos.packed();
    int rows = packed ? Math.min(1, x.rows()) : x.rows();
    int n = packed ? x.rows() * x.cols() : x.cols();
    for (int i = 0; i < rows; i++) {
      int s = x.offset() + i * x.stride();
      int t = sin.offset() + i * sin.stride();
      int u = cos.offset() + i * cos.stride();
      if (x.precision() == Precision.FLOAT64) {
        DoubleVectorSinCos.sinCos(x.doubles(), s, sin.doubles(), t, cos.doubles(), u, n);
      } else {
        FloatVectorSinCos.sinCos(x.floats(), s, sin.floats(), t, cos.floats(), u, n);
      }
    }
  }

  @Override
  public void biasActivate(Activation f, Mat z, Mat bias) {
    MatChecks.precision("biasActivate", z, bias);
    MatChecks.vector("biasActivate: bias", bias, z.cols());
    boolean relu = f == Activation.RELU;
    for (int i = 0; i < z.rows(); i++) {
      int at = z.offset() + i * z.stride();
      if (z.precision() == Precision.FLOAT64 && relu) {
        DoubleVectorLoops.addRelu(bias.doubles(), bias.offset(), z.doubles(), at, z.cols());
      } else if (z.precision() == Precision.FLOAT64) {
        DoubleVectorLoops.add(bias.doubles(), bias.offset(), z.doubles(), at, z.cols());
      } else if (relu) {
        FloatVectorLoops.addRelu(bias.floats(), bias.offset(), z.floats(), at, z.cols());
      } else {
        FloatVectorLoops.add(bias.floats(), bias.offset(), z.floats(), at, z.cols());
      }
    }
    if (!relu) {
      activate(f, z);
    }
  }

  @Override
  public void activateBackward(Activation f, Mat output, Mat g) {
    MatChecks.same("activateBackward", output, g);
    if (f != Activation.RELU) {
      RowOps.backward(f, output, g);
    } else if (g.precision() == Precision.FLOAT64) {
      double[] a = output.doubles();
      Ranges.pairs(output, g, (s, t, n) -> DoubleVectorLoops.reluBackward(a, s, g.doubles(), t, n));
    } else {
      float[] a = output.floats();
      Ranges.pairs(output, g, (s, t, n) -> FloatVectorLoops.reluBackward(a, s, g.floats(), t, n));
    }
  }

  @Override
  public void columnSums(double alpha, Mat a, double beta, Mat sums) {
    MatChecks.precision("columnSums", a, sums);
    MatChecks.vector("columnSums: sums", sums, a.cols());
    RowOps.beta(beta, sums);
    for (int i = 0; i < a.rows(); i++) {
      int at = a.offset() + i * a.stride();
      if (a.precision() == Precision.FLOAT64) {
        DoubleVectorLoops.axpy(alpha, a.doubles(), at, sums.doubles(), sums.offset(), a.cols());
      } else {
        float single = (float) alpha;
        FloatVectorLoops.axpy(single, a.floats(), at, sums.floats(), sums.offset(), a.cols());
      }
    }
  }

  @Override
  public void axpy(double alpha, Mat x, Mat y) {
    MatChecks.same("axpy", x, y);
    if (x.precision() == Precision.FLOAT64) {
      double[] from = x.doubles();
      Ranges.pairs(x, y, (s, t, n) -> DoubleVectorLoops.axpy(alpha, from, s, y.doubles(), t, n));
    } else {
      float single = (float) alpha;
      float[] from = x.floats();
      Ranges.pairs(x, y, (s, t, n) -> FloatVectorLoops.axpy(single, from, s, y.floats(), t, n));
    }
  }
}

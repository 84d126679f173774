package org.bilevel4j.oracles.network;

import org.bilevel4j.core.math.Vec;
import org.bilevel4j.kernels.CsrMat;
import org.bilevel4j.kernels.Kernels;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.kernels.Op;
import org.bilevel4j.kernels.Precision;

/**
 * The products of a network's first layer with sparse rows A (rows x inputs), W (outputs x inputs):
 *
 * <pre>
 * forward    Z = A W^T
 * gradient   dW^T = A^T dZ, in parts of some columns of dZ each
 * tangent    Z' = A U^T, entry by entry: U is at hand as it stands, not transposed
 * </pre>
 */
final class SparseLayer {
  private final Kernels kernels;
  private final SparseInput input;
  private final Mat gradient; // dW^T, inputs x outputs

  SparseLayer(Mlp.Layer layer, int mostEntries, Kernels kernels, Precision precision) {
    this.kernels = kernels;
    this.input = new SparseInput(layer.inputs(), mostEntries, precision);
    this.gradient = Mat.zeros(precision, layer.inputs(), layer.outputs());
  }

  SparseInput input() {
    return input;
  }

  /** z = A W^T on rows from..to-1; z is modified. */
  void forward(Mat transposed, int from, int to, Mat z) {
    kernels.gemm(Op.N, 1, input.matrix().rowRange(from, to), transposed, 0, z);
  }

  /**
   * Sums the gradient of outputs a..b-1 over rows from..to-1.
   *
   * @param dz those rows' gradient in the sums of the layer
   * @param keep 0 when the sum begins anew, 1 otherwise
   */
  void gradient(int a, int b, int from, int to, Mat dz, double keep) {
    CsrMat rows = input.matrix().rowRange(from, to);
    kernels.gemm(Op.T, 1, rows, dz.colRange(a, b), keep, gradient.colRange(a, b));
  }

  /** Adds the gradient of outputs a..b-1 to the weights' gradient at an entry of out; modified. */
  void addGradient(int a, int b, Vec out, int at) {
    int inputs = gradient.rows();
    for (int o = a; o < b; o++) {
      for (int j = 0; j < inputs; j++) {
        out.add(at + o * inputs + j, gradient.get(j, o));
      }
    }
  }

  /** dz = A U^T on rows from..to-1; u is outputs x inputs, dz is modified. */
  void tangent(Mat u, int from, int to, Mat dz) {
    CsrMat rows = input.matrix().rowRange(from, to);
    boolean isFloat = rows.precision() == Precision.FLOAT32;
    for (int r = 0; r < rows.rows(); r++) {
      for (int o = 0; o < u.rows(); o++) {
        double sum = 0;
        for (int e = rows.start(r); e < rows.start(r + 1); e++) {
          double value = isFloat ? rows.floats()[e] : rows.doubles()[e];
          sum += value * u.get(o, rows.columns()[e]);
        }
        dz.set(r, o, sum);
      }
    }
  }
}

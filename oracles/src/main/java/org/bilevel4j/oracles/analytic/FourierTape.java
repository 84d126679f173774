package org.bilevel4j.oracles.analytic;

import org.bilevel4j.core.math.Vec;
import org.bilevel4j.kernels.Kernels;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.kernels.Op;
import org.bilevel4j.kernels.Precision;
import org.jspecify.annotations.Nullable;

/**
 * Passes of {@link RandomFourierFeatures}.
 *
 * <pre>
 * forward    z = (in * s) W, e = (cos z, sin z)
 * backward   dz = de_sin * cos z - de_cos * sin z, ds_j = sum_f W_jf (in^T dz)_jf
 * tangent    z' = (in * u) W, e' = (-sin z * z', cos z * z')
 * </pre>
 */
final class FourierTape implements Embedding.Tape {
  private final int inputs;
  private final int frequencies;
  private final Kernels kernels;
  private final Precision precision;
  private final Mat matrix; // W
  private final Mat product; // in^T dz
  private @Nullable Mat input;
  private @Nullable Mat scaled;
  private @Nullable Mat z; // also dz and z'
  private int rows;

  FourierTape(RandomFourierFeatures features, Kernels kernels, Precision precision) {
    this.inputs = features.inputs();
    this.frequencies = features.frequencies();
    this.kernels = kernels;
    this.precision = precision;
    this.matrix = Mat.zeros(precision, inputs, frequencies);
    Mats.load(features.matrix(), 0, inputs * frequencies, matrix, 0);
    this.product = Mat.zeros(precision, inputs, frequencies);
  }

  @Override
  public void reserve(int rows) {
    this.rows = rows;
    input = Mat.reuse(input, precision, rows, inputs);
    scaled = Mat.reuse(scaled, precision, rows, inputs);
    z = Mat.reuse(z, precision, rows, frequencies);
  }

  @Override
  public Mat input() {
    return ready(input);
  }

  private static Mat ready(@Nullable Mat m) {
    if (m == null) {
      throw new IllegalStateException("the tape has no rows yet; reserve comes first.");
    }
    return m;
  }

  /** z = (in * s) W on some rows. */
  private Mat angles(Mat s, int from, int to) {
    FourierLoops.scaleColumns(ready(input), s, from, to, ready(scaled));
    Mat part = ready(z).rowRange(from, to);
    kernels.multiply(ready(scaled).rowRange(from, to), matrix, part);
    return part;
  }

  @Override
  public void forward(Mat x, int from, int to, Mat e) {
    Mat part = angles(x, from, to);
    Mat rowsOfE = e.rowRange(from, to);
    kernels.sinCos(
        part, rowsOfE.colRange(frequencies, 2 * frequencies), rowsOfE.colRange(0, frequencies));
  }

  @Override
  public void backward(Mat x, int from, int to, Mat e, Mat de) {
    FourierLoops.backward(e, de, from, to, ready(z));
  }

  @Override
  public int gradientParts() {
    return inputs < 8 ? 1 : 2;
  }

  @Override
  public void gradient(int part, Mat x, Mat de, Vec out) {
    int parts = gradientParts();
    int from = inputs * part / parts;
    int to = inputs * (part + 1) / parts;
    Mat m = product.rowRange(from, to);
    kernels.gemm(Op.T, Op.N, 1, input().rowRange(0, rows).colRange(from, to), ready(z), 0, m);
    for (int j = from; j < to; j++) {
      double sum = 0;
      for (int f = 0; f < frequencies; f++) {
        sum += matrix.get(j, f) * product.get(j, f);
      }
      out.add(j, sum);
    }
  }

  @Override
  public void tangent(Mat x, Mat u, int from, int to, Mat e, Mat out) {
    angles(u, from, to);
    FourierLoops.tangent(e, ready(z), from, to, out);
  }
}

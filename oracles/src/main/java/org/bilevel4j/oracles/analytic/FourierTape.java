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
  private @Nullable Mat products; // in^T dz of each chunk, one below the other
  private @Nullable Mat input;
  private @Nullable Mat scaled;
  private @Nullable Mat z; // also dz and z'

  FourierTape(RandomFourierFeatures features, Kernels kernels, Precision precision) {
    this.inputs = features.inputs();
    this.frequencies = features.frequencies();
    this.kernels = kernels;
    this.precision = precision;
    this.matrix = Mat.zeros(precision, inputs, frequencies);
    Mats.load(features.matrix(), 0, inputs * frequencies, matrix, 0);
  }

  @Override
  public void reserve(int rows) {
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
  public void chunks(int count) {
    products = Mat.reuse(products, precision, count * inputs, frequencies);
  }

  @Override
  public void backward(int chunk, boolean first, Mat x, int from, int to, Mat e, Mat de) {
    FourierLoops.backward(e, de, from, to, ready(z));
    kernels.gemm(
        Op.T,
        Op.N,
        1,
        ready(input).rowRange(from, to),
        ready(z).rowRange(from, to),
        first ? 0 : 1,
        ready(products).rowRange(chunk * inputs, (chunk + 1) * inputs));
  }

  @Override
  public int gradientParts() {
    return 1;
  }

  @Override
  public void addGradient(int part, Vec out) {
    Mat all = ready(products);
    int size = inputs * frequencies;
    Mat sum = Mats.window(all, 0, inputs, frequencies);
    for (int c = 1; c < all.rows() / inputs; c++) {
      kernels.axpy(1, Mats.window(all, c * size, inputs, frequencies), sum);
    }
    kernels.hadamard(matrix, sum);
    for (int j = 0; j < inputs; j++) {
      double row = 0;
      for (int f = 0; f < frequencies; f++) {
        row += sum.get(j, f);
      }
      out.add(j, row);
    }
  }

  @Override
  public void tangent(Mat x, Mat u, int from, int to, Mat e, Mat out) {
    angles(u, from, to);
    FourierLoops.tangent(e, ready(z), from, to, out);
  }
}

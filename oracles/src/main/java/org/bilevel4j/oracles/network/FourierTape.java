package org.bilevel4j.oracles.network;

import org.bilevel4j.core.math.Vec;
import org.bilevel4j.kernels.Kernels;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.kernels.Op;
import org.bilevel4j.kernels.Precision;
import org.bilevel4j.oracles.internal.MatCopies;
import org.jspecify.annotations.Nullable;

/**
 * Passes of {@link RandomFourierFeatures}.
 *
 * <pre>
 * forward    z = (in * s) W, e = (cos z, sin z)
 * backward   dz = de_sin * cos z - de_cos * sin z, ds_j = sum_f W_jf (in^T dz)_jf
 * tangent    z' = (in * u) W, e' = (-sin z * z', cos z * z')
 * log space  s = exp(x): ds times s for the gradient in x, u times s for a tangent
 * </pre>
 */
final class FourierTape implements Embedding.Tape {
  /** Entries of W in a part of the gradient, at least. */
  private static final int PART = 512;

  private static final int MOST_PARTS = 4;

  private final int inputs;
  private final int frequencies;
  private final Kernels kernels;
  private final Precision precision;
  private final Mat matrix; // W
  private final Mat products; // in^T dz
  private final int parts;
  private final boolean logSpace;
  private @Nullable Mat input;
  private @Nullable Mat scaled;
  private @Nullable Mat z; // also dz and z'

  FourierTape(RandomFourierFeatures features, Kernels kernels, Precision precision) {
    this.inputs = features.inputs();
    this.frequencies = features.frequencies();
    this.logSpace = features.isLogSpace();
    this.kernels = kernels;
    this.precision = precision;
    this.matrix = Mat.zeros(precision, inputs, frequencies);
    MatCopies.load(features.matrix(), 0, inputs * frequencies, matrix, 0);
    this.products = Mat.zeros(precision, inputs, frequencies);
    this.parts =
        Math.max(
            1,
            Math.min(
                inputs,
                Integer.highestOneBit(
                    Math.max(1, Math.min(MOST_PARTS, inputs * frequencies / PART)))));
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

  /** The bandwidths s: the parameters, or the numbers derived from them. */
  private Mat bandwidths(Mat x) {
    return logSpace ? x.colRange(inputs, 2 * inputs) : x;
  }

  /** z = scaled W on some rows. */
  private Mat angles(int from, int to) {
    Mat part = ready(z).rowRange(from, to);
    kernels.multiply(ready(scaled).rowRange(from, to), matrix, part);
    return part;
  }

  @Override
  public void forward(Mat x, int from, int to, Mat e) {
    FourierLoops.scaleColumns(ready(input), bandwidths(x), from, to, ready(scaled));
    Mat part = angles(from, to);
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
    return parts;
  }

  /** The rows of W that make a part. */
  private int cut(int part) {
    return inputs * part / parts;
  }

  @Override
  public void gradient(int part, boolean first, int from, int to, Mat e, Mat de) {
    kernels.gemm(
        Op.T,
        Op.N,
        1,
        ready(input).rowRange(from, to).colRange(cut(part), cut(part + 1)),
        ready(z).rowRange(from, to),
        first ? 0 : 1,
        products.rowRange(cut(part), cut(part + 1)));
  }

  @Override
  public void addGradient(Mat x, int part, Vec out) {
    int from = cut(part);
    int to = cut(part + 1);
    kernels.hadamard(matrix.rowRange(from, to), products.rowRange(from, to));
    for (int j = from; j < to; j++) {
      double row = 0;
      for (int f = 0; f < frequencies; f++) {
        row += products.get(j, f);
      }
      out.add(j, logSpace ? row * bandwidths(x).get(0, j) : row);
    }
  }

  @Override
  public void tangent(Mat x, Mat u, int from, int to, Mat e, Mat out) {
    FourierLoops.scaleColumns(ready(input), u, from, to, ready(scaled));
    if (logSpace) {
      FourierLoops.scaleColumns(ready(scaled), bandwidths(x), from, to, ready(scaled));
    }
    angles(from, to);
    FourierLoops.tangent(e, ready(z), from, to, out);
  }
}

package org.bilevel4j.oracles.analytic;

import org.bilevel4j.core.math.Vec;
import org.bilevel4j.kernels.Activation;
import org.bilevel4j.kernels.Kernels;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.kernels.Op;
import org.bilevel4j.kernels.Precision;
import org.jspecify.annotations.Nullable;

/** Forward, backward and tangent passes of an {@link Mlp}. */
final class MlpTape implements Embedding.Tape {
  /** Entries of the gradient that are joined in one part, at least. */
  private static final int PART = 2048;

  private static final int MOST_PARTS = 8;

  private final Mlp net;
  private final Kernels kernels;
  private final Precision precision;
  private final Mlp.Layer[] layers;
  private final int[] offsets;
  private final @Nullable Mat[] hidden; // outputs of layers 0..L-2
  private final @Nullable Mat[] deltas; // gradients in the sums of layers 0..L-2
  private @Nullable Mat gradients; // one row per chunk
  private @Nullable Mat input;

  MlpTape(Mlp net, Kernels kernels, Precision precision) {
    this.net = net;
    this.kernels = kernels;
    this.precision = precision;
    this.layers = net.layers().toArray(new Mlp.Layer[0]);
    this.offsets = new int[layers.length];
    for (int l = 0; l < layers.length; l++) {
      offsets[l] = net.offset(l);
    }
    this.hidden = new Mat[layers.length - 1];
    this.deltas = new Mat[layers.length - 1];
  }

  @Override
  public void reserve(int rows) {
    input = Mat.reuse(input, precision, rows, net.inputs());
    for (int l = 0; l < hidden.length; l++) {
      hidden[l] = Mat.reuse(hidden[l], precision, rows, layers[l].outputs());
      deltas[l] = Mat.reuse(deltas[l], precision, rows, layers[l].outputs());
    }
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

  private Mat weights(Mat x, int l) {
    return Mats.window(x, offsets[l], layers[l].outputs(), layers[l].inputs());
  }

  private Mat bias(Mat x, int l) {
    return Mats.window(x, offsets[l] + layers[l].weights(), 1, layers[l].outputs());
  }

  /** The outputs of a layer; of layer -1: the inputs. */
  private Mat outputs(int l, Mat e) {
    return l < 0 ? ready(input) : l == layers.length - 1 ? e : ready(hidden[l]);
  }

  @Override
  public void forward(Mat x, int from, int to, Mat e) {
    Mat a = ready(input).rowRange(from, to);
    for (int l = 0; l < layers.length; l++) {
      Mat z = outputs(l, e).rowRange(from, to);
      kernels.gemm(Op.N, Op.T, 1, a, weights(x, l), 0, z);
      if (layers[l].bias()) {
        kernels.biasActivate(layers[l].activation(), z, bias(x, l));
      } else {
        kernels.activate(layers[l].activation(), z);
      }
      a = z;
    }
  }

  @Override
  public void chunks(int count) {
    gradients = Mat.reuse(gradients, precision, count, net.parameters());
  }

  @Override
  public void backward(int chunk, boolean first, Mat x, int from, int to, Mat e, Mat de) {
    double keep = first ? 0 : 1;
    Mat own = ready(gradients).rowRange(chunk, chunk + 1);
    Mat g = de.rowRange(from, to);
    for (int l = layers.length - 1; l >= 0; l--) {
      kernels.activateBackward(layers[l].activation(), outputs(l, e).rowRange(from, to), g);
      Mat below = outputs(l - 1, e).rowRange(from, to);
      kernels.gemm(Op.T, Op.N, 1, g, below, keep, weights(own, l));
      if (layers[l].bias()) {
        kernels.columnSums(1, g, keep, bias(own, l));
      }
      if (l > 0) {
        Mat next = ready(deltas[l - 1]).rowRange(from, to);
        kernels.multiply(g, weights(x, l), next);
        g = next;
      }
    }
  }

  @Override
  public int gradientParts() {
    return Math.max(1, Math.min(MOST_PARTS, net.parameters() / PART));
  }

  @Override
  public void addGradient(int part, Vec out) {
    Mat all = ready(gradients);
    int parts = gradientParts();
    int from = (int) ((long) net.parameters() * part / parts);
    int to = (int) ((long) net.parameters() * (part + 1) / parts);
    Mat sum = Mats.window(all, from, 1, to - from);
    for (int c = 1; c < all.rows(); c++) {
      kernels.axpy(1, Mats.window(all, c * all.stride() + from, 1, to - from), sum);
    }
    out.slice(from, to).axpy(1, Mats.asVec(sum));
  }

  @Override
  public void tangent(Mat x, Mat u, int from, int to, Mat e, Mat out) {
    Mat a = ready(input).rowRange(from, to);
    Mat da = a; // not looked at in layer 0, whose inputs do not depend on x
    for (int l = 0; l < layers.length; l++) {
      Mat dz = (l == layers.length - 1 ? out : ready(deltas[l])).rowRange(from, to);
      kernels.gemm(Op.N, Op.T, 1, a, weights(u, l), 0, dz);
      if (l > 0) {
        kernels.gemm(Op.N, Op.T, 1, da, weights(x, l), 1, dz);
      }
      if (layers[l].bias()) {
        kernels.biasActivate(Activation.IDENTITY, dz, bias(u, l));
      }
      a = outputs(l, e).rowRange(from, to);
      kernels.activateBackward(layers[l].activation(), a, dz);
      da = dz;
    }
  }
}

package org.bilevel4j.oracles.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.kernels.Activation;
import org.bilevel4j.kernels.Kernels;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.kernels.Op;
import org.bilevel4j.kernels.Precision;
import org.bilevel4j.oracles.internal.MatCopies;
import org.jspecify.annotations.Nullable;

/**
 * Forward, backward and tangent passes of an {@link Mlp}. With sparse rows the first layer's
 * products see their entries alone.
 */
final class MlpTape implements Embedding.Tape {
  /** Entries of the gradient in a part, at least. */
  private static final int PART = 2048;

  private static final int MOST_PARTS = 4;

  /** Columns that stay together: a vector of every kernel. */
  private static final int COLUMNS = 16;

  /**
   * Columns from..to-1 of a layer's weights, outputs from..to-1 of a sparse layer; the first piece
   * of a layer has its biases.
   */
  private record Piece(int layer, int from, int to) {}

  private final Mlp net;
  private final Kernels kernels;
  private final Precision precision;
  private final Mlp.Layer[] layers;
  private final int[] offsets;
  private final int[] transposedAt;
  private final @Nullable Mat[] hidden; // outputs of layers 0..L-2
  private final @Nullable Mat[] deltas; // gradients in the sums of layers 0..L-2
  private final List<List<Piece>> parts;
  private final Mat gradient; // 1 x parameters
  private final @Nullable SparseLayer sparse; // the first layer on sparse rows
  private @Nullable Mat input;

  /**
   * A tape.
   *
   * @param mostEntries of a sparse row; 0 for dense rows
   */
  MlpTape(Mlp net, Kernels kernels, Precision precision, int mostEntries) {
    this.net = net;
    this.kernels = kernels;
    this.precision = precision;
    this.layers = net.layers().toArray(new Mlp.Layer[0]);
    this.offsets = new int[layers.length];
    this.transposedAt = new int[layers.length];
    for (int l = 0; l < layers.length; l++) {
      offsets[l] = net.offset(l);
      transposedAt[l] = net.transposed(l);
    }
    this.hidden = new Mat[layers.length - 1];
    this.deltas = new Mat[layers.length - 1];
    this.gradient = Mat.zeros(precision, 1, net.parameters());
    this.sparse =
        mostEntries == 0 ? null : new SparseLayer(layers[0], mostEntries, kernels, precision);
    this.parts = parts();
  }

  /** All weights in parts of about the same size. */
  private List<List<Piece>> parts() {
    int count = Math.min(MOST_PARTS, Integer.highestOneBit(Math.max(1, net.parameters() / PART)));
    List<List<Piece>> all = new ArrayList<>();
    List<Piece> part = new ArrayList<>();
    long passed = 0;
    for (int l = 0; l < layers.length; l++) {
      boolean byOutputs = l == 0 && sparse != null;
      int wide = byOutputs ? layers[l].outputs() : layers[l].inputs();
      int from = 0;
      for (int to = 0; to < wide; ) {
        int next = Math.min(wide, to + COLUMNS);
        passed += (long) (next - to) * (byOutputs ? layers[l].inputs() : layers[l].outputs());
        to = next;
        if (passed * count >= (all.size() + 1L) * net.parameters() || to == wide) {
          part.add(new Piece(l, from, to));
          from = to;
        }
        if (passed * count >= (all.size() + 1L) * net.parameters()) {
          all.add(part);
          part = new ArrayList<>();
        }
      }
    }
    if (!part.isEmpty()) {
      all.add(part);
    }
    return all;
  }

  @Override
  public void reserve(int rows) {
    if (sparse == null) {
      input = Mat.reuse(input, precision, rows, net.inputs());
    } else {
      sparse.input().reserve(rows);
    }
    for (int l = 0; l < hidden.length; l++) {
      hidden[l] = Mat.reuse(hidden[l], precision, rows, layers[l].outputs());
      deltas[l] = Mat.reuse(deltas[l], precision, rows, layers[l].outputs());
    }
  }

  @Override
  public Mat input() {
    return ready(input);
  }

  @Override
  public Optional<SparseInput> sparseInput() {
    return Optional.ofNullable(sparse).map(SparseLayer::input);
  }

  private static Mat ready(@Nullable Mat m) {
    if (m == null) {
      throw new IllegalStateException("the tape has no rows yet; reserve comes first.");
    }
    return m;
  }

  private Mat weights(Mat x, int l) {
    return MatCopies.window(x, offsets[l], layers[l].outputs(), layers[l].inputs());
  }

  private Mat transposed(Mat x, int l) {
    int at = net.parameters() + transposedAt[l];
    return MatCopies.window(x, at, layers[l].inputs(), layers[l].outputs());
  }

  private Mat bias(Mat x, int l) {
    return MatCopies.window(x, offsets[l] + layers[l].weights(), 1, layers[l].outputs());
  }

  /** The outputs of a layer; of layer -1: the inputs. */
  private Mat outputs(int l, Mat e) {
    return l < 0 ? ready(input) : l == layers.length - 1 ? e : ready(hidden[l]);
  }

  @Override
  public void forward(Mat x, int from, int to, Mat e) {
    Mat a = sparse == null ? ready(input).rowRange(from, to) : e; // sparse: not looked at
    for (int l = 0; l < layers.length; l++) {
      Mat z = outputs(l, e).rowRange(from, to);
      if (l == 0 && sparse != null) {
        sparse.forward(transposed(x, 0), from, to, z);
      } else {
        kernels.multiply(a, transposed(x, l), z);
      }
      if (layers[l].bias()) {
        kernels.biasActivate(layers[l].activation(), z, bias(x, l));
      } else {
        kernels.activate(layers[l].activation(), z);
      }
      a = z;
    }
  }

  @Override
  public void backward(Mat x, int from, int to, Mat e, Mat de) {
    for (int l = layers.length - 1; l >= 0; l--) {
      Mat g = delta(l, de).rowRange(from, to);
      kernels.activateBackward(layers[l].activation(), outputs(l, e).rowRange(from, to), g);
      if (l > 0) {
        kernels.multiply(g, weights(x, l), ready(deltas[l - 1]).rowRange(from, to));
      }
    }
  }

  /** The gradient in the sums of a layer. */
  private Mat delta(int l, Mat de) {
    return l == layers.length - 1 ? de : ready(deltas[l]);
  }

  @Override
  public int gradientParts() {
    return parts.size();
  }

  @Override
  public void gradient(int part, boolean first, int from, int to, Mat e, Mat de) {
    double keep = first ? 0 : 1;
    for (Piece piece : parts.get(part)) {
      int l = piece.layer;
      Mat g = delta(l, de).rowRange(from, to);
      if (l == 0 && sparse != null) {
        sparse.gradient(piece.from, piece.to, from, to, g, keep);
      } else {
        Mat below = outputs(l - 1, e).rowRange(from, to).colRange(piece.from, piece.to);
        Mat target = weights(gradient, l).colRange(piece.from, piece.to);
        kernels.gemm(Op.T, Op.N, 1, g, below, keep, target);
      }
      if (layers[l].bias() && piece.from == 0) {
        kernels.columnSums(1, g, keep, bias(gradient, l));
      }
    }
  }

  @Override
  public void addGradient(Mat x, int part, Vec out) {
    for (Piece piece : parts.get(part)) {
      Mlp.Layer layer = layers[piece.layer];
      if (piece.layer == 0 && sparse != null) {
        sparse.addGradient(piece.from, piece.to, out, offsets[0]);
      } else {
        Mat w = weights(gradient, piece.layer).colRange(piece.from, piece.to);
        MatCopies.add(w, out, offsets[piece.layer] + piece.from, layer.inputs());
      }
      if (layer.bias() && piece.from == 0) {
        int at = offsets[piece.layer] + layer.weights();
        MatCopies.add(bias(gradient, piece.layer), out, at, layer.outputs());
      }
    }
  }

  @Override
  public void tangent(Mat x, Mat u, int from, int to, Mat e, Mat out) {
    Mat da = out; // not looked at in layer 0, whose inputs do not depend on x
    for (int l = 0; l < layers.length; l++) {
      Mat dz = (l == layers.length - 1 ? out : ready(deltas[l])).rowRange(from, to);
      if (l == 0 && sparse != null) {
        sparse.tangent(weights(u, 0), from, to, dz);
      } else {
        Mat a = outputs(l - 1, e).rowRange(from, to);
        kernels.gemm(Op.N, Op.T, 1, a, weights(u, l), 0, dz);
      }
      if (l > 0) {
        kernels.gemm(Op.N, Op.N, 1, da, transposed(x, l), 1, dz);
      }
      if (layers[l].bias()) {
        kernels.biasActivate(Activation.IDENTITY, dz, bias(u, l));
      }
      kernels.activateBackward(layers[l].activation(), outputs(l, e).rowRange(from, to), dz);
      da = dz;
    }
  }
}

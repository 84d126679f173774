package org.bilevel4j.oracles.analytic;

import java.util.ArrayList;
import java.util.List;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.kernels.Activation;
import org.bilevel4j.kernels.Kernels;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.kernels.Op;
import org.bilevel4j.kernels.Precision;
import org.jspecify.annotations.Nullable;

/** Forward, backward and tangent passes of an {@link Mlp}. */
final class MlpTape implements Embedding.Tape {
  /** Rows of a weight matrix in one part of the gradient, where a layer has many. */
  private static final int PANEL = 196;

  /** Layers with fewer inputs are not cut. */
  private static final int CUT_FROM = 64;

  /** A layer's weights from one input to another (exclusive); the first also has the biases. */
  private record Part(int layer, int from, int to) {}

  private final Mlp net;
  private final Kernels kernels;
  private final Precision precision;
  private final Mlp.Layer[] layers;
  private final int[] offsets;
  private final Part[] parts;
  private final @Nullable Mat[] hidden; // outputs of layers 0..L-2
  private final @Nullable Mat[] deltas; // gradients in the sums of layers 0..L-2
  private final Mat gradient;
  private @Nullable Mat input;
  private int rows;

  MlpTape(Mlp net, Kernels kernels, Precision precision) {
    this.net = net;
    this.kernels = kernels;
    this.precision = precision;
    this.layers = net.layers().toArray(new Mlp.Layer[0]);
    this.offsets = new int[layers.length];
    List<Part> list = new ArrayList<>();
    for (int l = 0; l < layers.length; l++) {
      offsets[l] = net.offset(l);
      int inputs = layers[l].inputs();
      int cuts = inputs < CUT_FROM ? 1 : Math.max(2, (inputs + PANEL - 1) / PANEL);
      for (int c = 0; c < cuts; c++) {
        list.add(new Part(l, inputs * c / cuts, inputs * (c + 1) / cuts));
      }
    }
    this.parts = list.toArray(new Part[0]);
    this.hidden = new Mat[layers.length - 1];
    this.deltas = new Mat[layers.length - 1];
    this.gradient = Mat.zeros(precision, 1, net.parameters());
  }

  @Override
  public void reserve(int rows) {
    this.rows = rows;
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
    return Mats.window(x, offsets[l], layers[l].inputs(), layers[l].outputs());
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
      kernels.multiply(a, weights(x, l), z);
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
    Mat g = de.rowRange(from, to);
    for (int l = layers.length - 1; l >= 0; l--) {
      kernels.activateBackward(layers[l].activation(), outputs(l, e).rowRange(from, to), g);
      if (l > 0) {
        Mat below = ready(deltas[l - 1]).rowRange(from, to);
        kernels.gemm(Op.N, Op.T, 1, g, weights(x, l), 0, below);
        g = below;
      }
    }
  }

  @Override
  public int gradientParts() {
    return parts.length;
  }

  @Override
  public void gradient(int part, Mat x, Mat de, Vec out) {
    Part p = parts[part];
    Mlp.Layer layer = layers[p.layer];
    Mat g = (p.layer == layers.length - 1 ? de : ready(deltas[p.layer])).rowRange(0, rows);
    Mat a = outputs(p.layer - 1, de).rowRange(0, rows).colRange(p.from, p.to);
    int at = offsets[p.layer] + p.from * layer.outputs();
    Mat w = Mats.window(gradient, at, p.to - p.from, layer.outputs());
    kernels.gemm(Op.T, Op.N, 1, a, g, 0, w);
    out.slice(at, at + (p.to - p.from) * layer.outputs()).axpy(1, Mats.asVec(w));
    if (p.from == 0 && layer.bias()) {
      int b = offsets[p.layer] + layer.weights();
      Mat sums = bias(gradient, p.layer);
      kernels.columnSums(1, g, 0, sums);
      out.slice(b, b + layer.outputs()).axpy(1, Mats.asVec(sums));
    }
  }

  @Override
  public void tangent(Mat x, Mat u, int from, int to, Mat e, Mat out) {
    Mat a = ready(input).rowRange(from, to);
    Mat da = a; // not looked at in layer 0, whose inputs do not depend on x
    for (int l = 0; l < layers.length; l++) {
      Mat dz = (l == layers.length - 1 ? out : ready(deltas[l])).rowRange(from, to);
      kernels.multiply(a, weights(u, l), dz);
      if (l > 0) {
        kernels.gemm(Op.N, Op.N, 1, da, weights(x, l), 1, dz);
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

package org.bilevel4j.oracles.network;

import java.util.List;
import java.util.Optional;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.kernels.Activation;
import org.bilevel4j.kernels.Kernels;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.kernels.Precision;
import org.bilevel4j.oracles.internal.MatCopies;

/**
 * A multi-layer perceptron: a_l = act_l(a_{l-1} W_l^T + b_l). Its parameters are, layer by layer,
 * W_l (outputs x inputs, row-major) and b_l where the layer has biases.
 *
 * @param layers at least one; the last one's outputs are the features
 */
public record Mlp(List<Layer> layers) implements Embedding {

  /**
   * One layer.
   *
   * @param inputs at least 1, the outputs of the layer before
   * @param outputs at least 1
   * @param bias whether b_l exists
   * @param activation act_l
   */
  public record Layer(int inputs, int outputs, boolean bias, Activation activation) {
    /** Checks the sizes. */
    public Layer {
      Args.atLeast(1, inputs, "inputs of a layer");
      Args.atLeast(1, outputs, "outputs of a layer");
    }

    int weights() {
      return Math.multiplyExact(inputs, outputs);
    }

    int parameters() {
      return Math.addExact(weights(), bias ? outputs : 0);
    }
  }

  /** Checks that the layers fit each other. */
  public Mlp {
    layers = List.copyOf(layers);
    Args.atLeast(1, layers.size(), "number of layers");
    for (int l = 1; l < layers.size(); l++) {
      Args.sameDim(layers.get(l - 1).outputs, layers.get(l).inputs, "inputs of layer " + l);
    }
  }

  /** Layers of these widths: inputs first, features last, all with one activation. */
  public static Mlp of(boolean bias, Activation activation, int... widths) {
    return of(bias, activation, activation, widths);
  }

  /** Layers of these widths, the last one with an activation of its own. */
  public static Mlp of(boolean bias, Activation hidden, Activation last, int... widths) {
    Layer[] layers = new Layer[widths.length - 1];
    for (int l = 0; l < layers.length; l++) {
      layers[l] = new Layer(widths[l], widths[l + 1], bias, l == layers.length - 1 ? last : hidden);
    }
    return new Mlp(List.of(layers));
  }

  @Override
  public int inputs() {
    return layers.get(0).inputs;
  }

  @Override
  public int features() {
    return layers.get(layers.size() - 1).outputs;
  }

  @Override
  public int parameters() {
    return offset(layers.size());
  }

  /** Where the parameters of a layer begin. */
  int offset(int layer) {
    int at = 0;
    for (int l = 0; l < layer; l++) {
      at = Math.addExact(at, layers.get(l).parameters());
    }
    return at;
  }

  /** Weights and biases uniform within 1 / sqrt(inputs of the layer). */
  @Override
  public void start(Vec x, Key key) {
    for (int l = 0; l < layers.size(); l++) {
      Layer layer = layers.get(l);
      Rng rng = key.child(l).rng();
      double bound = 1 / Math.sqrt(layer.inputs);
      int at = offset(l);
      for (int j = at; j < at + layer.parameters(); j++) {
        x.set(j, rng.uniform(-bound, bound));
      }
    }
  }

  /** The transposed weights W_l^T one after the other, so that products need not transpose. */
  @Override
  public int derived() {
    return transposed(layers.size());
  }

  /** Where W_l^T begins among the derived numbers. */
  int transposed(int layer) {
    int at = 0;
    for (int l = 0; l < layer; l++) {
      at += layers.get(l).weights();
    }
    return at;
  }

  @Override
  public void derive(double[] x, int from, Mat target, int at, int part, int parts) {
    for (int l = 0; l < layers.size(); l++) {
      Layer layer = layers.get(l);
      Mat t = MatCopies.window(target, at + transposed(l), layer.inputs, layer.outputs);
      int first = (int) ((long) layer.outputs * part / parts);
      int end = (int) ((long) layer.outputs * (part + 1) / parts);
      MatCopies.transpose(x, from + offset(l), layer.inputs, first, end, t);
    }
  }

  @Override
  public Tape tape(Kernels kernels, Precision precision) {
    return new MlpTape(this, kernels, precision, 0);
  }

  @Override
  public Optional<Tape> sparseTape(Kernels kernels, Precision precision, int mostEntries) {
    return Optional.of(new MlpTape(this, kernels, precision, mostEntries));
  }
}

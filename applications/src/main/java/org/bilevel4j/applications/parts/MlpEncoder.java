package org.bilevel4j.applications.parts;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.kernels.Activation;
import org.bilevel4j.oracles.network.Mlp;
import org.bilevel4j.oracles.tensor.Tensor;

/**
 * A multi-layer perceptron: a_l = act_l(a_{l-1} W_l^T + B_l).
 *
 * @param net its layers
 */
public record MlpEncoder(Mlp net) implements Encoder {

  @Override
  public int inputs() {
    return net.inputs();
  }

  @Override
  public int features() {
    return net.features();
  }

  @Override
  public List<Weight> weights() {
    List<Weight> all = new ArrayList<>();
    for (int l = 0; l < net.layers().size(); l++) {
      Mlp.Layer layer = net.layers().get(l);
      all.add(new Weight("W" + l, layer.outputs(), layer.inputs()));
      if (layer.bias()) {
        all.add(new Weight("B" + l, 1, layer.outputs()));
      }
    }
    return all;
  }

  @Override
  public void start(Vec x, Key key) {
    net.start(x, key);
  }

  @Override
  public Tensor features(Tensor rows, Function<String, Tensor> weights) {
    Tensor a = rows;
    for (int l = 0; l < net.layers().size(); l++) {
      Tensor z = a.matmul(weights.apply("W" + l).transpose());
      Mlp.Layer layer = net.layers().get(l);
      a = activate(layer.activation(), layer.bias() ? z.plus(weights.apply("B" + l)) : z);
    }
    return a;
  }

  private static Tensor activate(Activation activation, Tensor z) {
    return switch (activation) {
      case IDENTITY -> z;
      case RELU -> z.relu();
      case TANH -> z.tanh();
      case SIGMOID -> z.sigmoid();
      case SOFTPLUS -> z.softplus();
    };
  }
}

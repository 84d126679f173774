package org.bilevel4j.applications.auc;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bilevel4j.applications.parts.Encoder;
import org.bilevel4j.applications.parts.Encoder.Weight;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.oracles.tensor.Tensor;

/**
 * Scores rows of a task: output = phi(row) head + bias, phi the encoder that all tasks share.
 *
 * @param encoder phi
 * @param bias whether heads have one
 */
record ScoreNetwork(Encoder encoder, boolean bias) {
  private static final String HEAD = "head";
  private static final String BIAS = "bias";

  /** The weights of a task alone. */
  List<Weight> own() {
    Weight head = new Weight(HEAD, encoder.features(), 1);
    return bias ? List.of(head, new Weight(BIAS, 1, 1)) : List.of(head);
  }

  /** The weights of the whole network: the encoder's, then the task's. */
  List<Weight> weights() {
    List<Weight> all = new ArrayList<>(encoder.weights());
    all.addAll(own());
    return all;
  }

  /** Head and bias uniform within 1 / sqrt(features). */
  void startHead(Vec own, Key key) {
    Rng rng = key.rng();
    double bound = 1 / Math.sqrt(encoder.features());
    for (int j = 0; j < encoder.features() + (bias ? 1 : 0); j++) {
      own.set(j, rng.uniform(-bound, bound));
    }
  }

  /**
   * The outputs of a batch: n x 1.
   *
   * @param rows n x inputs
   * @param weights by name
   */
  Tensor outputs(Tensor rows, Function<String, Tensor> weights) {
    Tensor z = encoder.features(rows, weights).matmul(weights.apply(HEAD));
    return bias ? z.plus(weights.apply(BIAS)) : z;
  }
}

package org.bilevel4j.oracles.analytic;

import java.util.List;
import java.util.Map;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.core.set.ConvexSet;
import org.bilevel4j.kernels.Activation;
import org.bilevel4j.kernels.Kernels;
import org.bilevel4j.kernels.Precision;
import org.bilevel4j.oracles.heads.DoubleSoftmaxLoss;
import org.bilevel4j.oracles.heads.FeaturePenalty;
import org.bilevel4j.oracles.heads.HeadShape;
import org.bilevel4j.oracles.heads.LogisticLoss;
import org.bilevel4j.oracles.heads.NormPenalty;
import org.bilevel4j.oracles.heads.Penalty;
import org.bilevel4j.oracles.heads.RidgePenalty;
import org.bilevel4j.oracles.heads.RowLoss;
import org.bilevel4j.oracles.heads.SoftmaxLoss;
import org.bilevel4j.oracles.heads.SquareLoss;
import org.bilevel4j.oracles.network.Embedding;
import org.bilevel4j.oracles.network.Mlp;
import org.bilevel4j.oracles.network.RandomFourierFeatures;
import org.bilevel4j.oracles.network.RandomRows;
import org.bilevel4j.oracles.network.RowSource;
import org.bilevel4j.oracles.network.SparseSamples;

/** Small problems of every kind, and random vectors. */
final class Samples {
  static final Key KEY = Key.of(20_240_117);

  private Samples() {}

  /** Names of the problems of {@link #problem}. */
  static List<String> names() {
    return List.of(
        "fourier-logistic",
        "fourier-softmax-bias",
        "fourier-linear-penalty",
        "fourier-log-space",
        "fourier-log-space-squared",
        "tanh-softmax",
        "softplus-double-softmax",
        "relu-softmax",
        "tanh-square-ridge",
        "tanh-square-norm",
        "sparse-softmax",
        "sparse-wide-square");
  }

  static SharedEmbeddingProblem problem(String name, Precision precision) {
    return problem(name, precision, 37, 11, 300);
  }

  static SharedEmbeddingProblem problem(String name, Precision precision, int... counts) {
    Key key = KEY.child(name);
    Embedding embedding =
        switch (name) {
          case "fourier-logistic", "fourier-softmax-bias", "fourier-linear-penalty" ->
              RandomFourierFeatures.gaussian(5, 7, 0.6, key.child("W"));
          case "fourier-log-space", "fourier-log-space-squared" ->
              RandomFourierFeatures.gaussian(5, 7, 0.6, key.child("W")).inLogSpace();
          case "sparse-softmax" -> Mlp.of(true, Activation.TANH, 40, 9, 6);
          case "sparse-wide-square" -> Mlp.of(false, Activation.SOFTPLUS, 90, 70);
          case "tanh-softmax" -> Mlp.of(true, Activation.TANH, 5, 9, 6);
          case "softplus-double-softmax" -> Mlp.of(false, Activation.SOFTPLUS, 5, 6);
          case "relu-softmax" -> Mlp.of(false, Activation.RELU, 5, 8, 6);
          default -> Mlp.of(true, Activation.TANH, Activation.IDENTITY, 5, 70, 4);
        };
    RowLoss loss =
        switch (name) {
          case "fourier-logistic", "fourier-linear-penalty", "fourier-log-space" ->
              new LogisticLoss();
          case "fourier-softmax-bias", "fourier-log-space-squared" -> new SoftmaxLoss(2);
          case "tanh-softmax", "relu-softmax", "sparse-softmax" -> new SoftmaxLoss(3);
          case "softplus-double-softmax" -> new DoubleSoftmaxLoss(3);
          default -> new SquareLoss();
        };
    Penalty penalty =
        switch (name) {
          case "fourier-logistic" -> new FeaturePenalty(14, true, 0);
          case "fourier-softmax-bias" -> new FeaturePenalty(14, true, 0.02);
          case "fourier-linear-penalty" -> new FeaturePenalty(14, false, 0);
          case "fourier-log-space" -> new FeaturePenalty(14, false, true, 0);
          case "fourier-log-space-squared" -> new FeaturePenalty(14, true, true, 0.02);
          case "tanh-square-norm" -> new NormPenalty(0.01);
          default -> new RidgePenalty(0.03, 0.01);
        };
    boolean bias =
        List.of("fourier-softmax-bias", "tanh-square-ridge", "tanh-square-norm").contains(name);
    int classes = loss.classifies() ? Math.max(2, loss.columns()) : 0;
    SharedEmbedding parts =
        new SharedEmbedding(
            name,
            counts.length,
            embedding,
            new HeadShape(embedding.features(), loss.columns(), bias),
            loss,
            penalty,
            rows(name, key.child("lower"), embedding.inputs(), classes, counts),
            rows(name, key.child("upper"), embedding.inputs(), classes, counts),
            ConvexSet.all(),
            0.3,
            precision,
            List.of(embedding.parameters() + penalty.parameters()),
            Map.of());
    return new SharedEmbeddingProblem(parts, Kernels.plain());
  }

  private static RowSource rows(String name, Key key, int inputs, int classes, int... counts) {
    return name.startsWith("sparse")
        ? SparseSamples.rows(key, inputs, classes, counts)
        : new RandomRows(key, inputs, classes, counts);
  }

  /** The start of x, moved a little at random. */
  static Vec x(SharedEmbeddingProblem problem) {
    Vec x = Vec.zeros(problem.upperDim());
    problem.startUpper(x, KEY.child("start"));
    x.axpy(0.1, gaussian(x.dim(), "x"));
    return x;
  }

  static Vec gaussian(int dim, String tag) {
    Rng rng = KEY.child(tag).rng();
    Vec v = Vec.zeros(dim);
    for (int j = 0; j < dim; j++) {
      v.set(j, rng.nextGaussian());
    }
    return v;
  }

  static Blocks heads(SharedEmbeddingProblem problem, String tag) {
    BlockSet all = BlockSet.all(problem.blocks());
    Vec flat = gaussian(problem.lowerDims().total(all), tag);
    return Blocks.packed(all, problem.lowerDims(), flat);
  }
}

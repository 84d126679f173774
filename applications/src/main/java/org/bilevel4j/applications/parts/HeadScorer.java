package org.bilevel4j.applications.parts;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bilevel4j.core.application.FeatureRows;
import org.bilevel4j.core.application.Scorer;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.oracles.analytic.SharedEmbedding;
import org.bilevel4j.oracles.analytic.SharedEmbeddingProblem;
import org.bilevel4j.oracles.heads.HeadShape;
import org.bilevel4j.oracles.heads.LinearHeads;
import org.bilevel4j.oracles.network.EmbeddedRows;
import org.bilevel4j.oracles.network.ForwardPass;
import org.bilevel4j.oracles.network.ParameterCache;

/**
 * Scores rows with heads of one output on a shared embedding: rows pass through the embedding once,
 * and all heads are the columns of one.
 */
final class HeadScorer implements Scorer {
  private final SharedEmbeddingProblem problem;
  private final List<String> taskNames;

  private HeadScorer(SharedEmbeddingProblem problem, List<String> taskNames) {
    this.problem = problem;
    this.taskNames = taskNames;
  }

  /** Empty where an output is no score of a class. */
  static Optional<Scorer> of(SharedEmbeddingProblem problem, List<String> taskNames) {
    SharedEmbedding parts = problem.parts();
    return parts.loss().classifies() && parts.loss().columns() == 1
        ? Optional.of(new HeadScorer(problem, taskNames))
        : Optional.empty();
  }

  @Override
  public List<String> taskNames() {
    return taskNames;
  }

  @Override
  public int inputs() {
    return problem.parts().embedding().inputs();
  }

  @Override
  public double[][] score(
      Vec x, Blocks y, FeatureRows rows, int from, int to, Workspace workspace) {
    Args.sameDim(inputs(), rows.columns(), "row of features");
    Objects.checkFromToIndex(from, to, rows.rows());
    SharedEmbedding parts = problem.parts();
    int m = taskNames.size();
    ParameterCache parameters =
        new ParameterCache(parts.embedding(), parts.precision(), workspace.team());
    ForwardPass pass =
        new EmbeddedRows(parameters, new FeatureSource(rows, from, to), problem.kernels(), 1)
            .pass(BlockSet.all(1), x, Draw.full());
    HeadShape all = new HeadShape(parts.head().features(), m, parts.head().bias());
    LinearHeads heads = new LinearHeads(all, parts.precision());
    double[] z = new double[Math.multiplyExact(to - from, m)];
    pass.each(heads.outputs(pass.layout(), pass.features(), heads.heads(this, columns(y), 1), z));
    double[][] scores = new double[m][to - from];
    for (int r = 0; r < to - from; r++) {
      for (int t = 0; t < m; t++) {
        scores[t][r] = z[r * m + t];
      }
    }
    return scores;
  }

  /** All heads as one: the weights of each, then the bias of each. */
  private double[] columns(Blocks y) {
    HeadShape head = problem.parts().head();
    int m = taskNames.size();
    double[] out = new double[m * head.dim()];
    for (int t = 0; t < m; t++) {
      y.at(t).slice(0, head.weights()).copyTo(out, t * head.weights());
      if (head.bias()) {
        out[m * head.weights() + t] = y.at(t).get(head.weights());
      }
    }
    return out;
  }
}

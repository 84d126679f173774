package org.bilevel4j.applications.auc;

import java.util.List;
import java.util.Objects;
import org.bilevel4j.applications.parts.Encoder.Weight;
import org.bilevel4j.core.application.FeatureRows;
import org.bilevel4j.core.application.Scorer;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.LocalParts;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.kernels.Precision;
import org.bilevel4j.oracles.tensor.Inputs;
import org.bilevel4j.oracles.tensor.Parameters;
import org.bilevel4j.oracles.tensor.RowFunction;
import org.bilevel4j.oracles.tensor.RowInputs;
import org.bilevel4j.oracles.tensor.Tensor;

/**
 * Scores rows by the network in x, the outputs of all tasks in one pass: the heads are the columns
 * of a matrix.
 *
 * @param network what scores
 * @param parts where the heads are in x
 * @param taskNames one per head
 * @param precision of the passes
 */
record NetworkScorer(
    ScoreNetwork network, LocalParts parts, List<String> taskNames, Precision precision)
    implements Scorer {
  private static final String HEADS = "heads";
  private static final String BIASES = "biases";

  @Override
  public int inputs() {
    return network.encoder().inputs();
  }

  @Override
  public double[][] score(
      Vec x, Blocks y, FeatureRows rows, int from, int to, Workspace workspace) {
    Args.sameDim(inputs(), rows.columns(), "row of features");
    Objects.checkFromToIndex(from, to, rows.rows());
    return on(new FeatureInputs(rows, from, to)).values(weights(x), workspace);
  }

  /** The outputs of all tasks on some rows, as a function of {@link #weights}. */
  RowFunction on(RowInputs rows) {
    int m = taskNames.size();
    Parameters p = Parameters.none();
    for (Weight w : network.encoder().weights()) {
      p = p.shared(w.name(), w.rows(), w.cols());
    }
    p = p.shared(HEADS, network.encoder().features(), m);
    return RowFunction.of(
        "scores", network.bias() ? p.shared(BIASES, 1, m) : p, rows, this::outputs, precision);
  }

  private Tensor outputs(Inputs in) {
    Tensor z =
        network.encoder().features(in.row(TaskInputs.FEATURES), in::upper).matmul(in.upper(HEADS));
    return network.bias() ? z.plus(in.upper(BIASES)) : z;
  }

  /** The encoder, then a matrix with a head in each column, then their biases. */
  Vec weights(Vec x) {
    int m = taskNames.size();
    int own = network.encoder().features() + (network.bias() ? 1 : 0);
    Vec all = Vec.zeros(parts.shared() + m * own);
    all.slice(0, parts.shared()).copyFrom(x.slice(0, parts.shared()));
    for (int t = 0; t < m; t++) {
      for (int j = 0; j < own; j++) {
        all.set(parts.shared() + j * m + t, x.get(parts.from(t) + j));
      }
    }
    return all;
  }
}

package org.bilevel4j.oracles.analytic;

import java.util.List;
import java.util.Map;
import org.bilevel4j.core.set.ConvexSet;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.kernels.Precision;
import org.bilevel4j.oracles.heads.HeadShape;
import org.bilevel4j.oracles.heads.Penalty;
import org.bilevel4j.oracles.heads.RowLoss;
import org.bilevel4j.oracles.network.Embedding;
import org.bilevel4j.oracles.network.RowSource;

/**
 * The parts of a problem whose tasks share an embedding.
 *
 * <pre>
 * x   = (parameters of phi, parameters of the penalty)
 * f_i = mean over upper rows of loss(head(y_i, phi_x(in)), target)
 * g_i = mean over lower rows of loss(head(y_i, phi_x(in)), target) + penalty(x, y_i)
 * </pre>
 *
 * @param name of the problem, for messages
 * @param blocks number of tasks, at least 1
 * @param embedding phi
 * @param head shape of y_i; its features are those of phi, its columns those of the loss
 * @param loss loss of a row
 * @param penalty added to g_i
 * @param lowerRows rows of g_i
 * @param upperRows rows of f_i
 * @param upperSet X
 * @param startPenalty every entry of the penalty's slice of x at the start
 * @param precision of the passes through the embedding; x, y and results are double
 * @param partition ends of consecutive coordinate blocks of x
 * @param provenance data and options
 */
public record SharedEmbedding(
    String name,
    int blocks,
    Embedding embedding,
    HeadShape head,
    RowLoss loss,
    Penalty penalty,
    RowSource lowerRows,
    RowSource upperRows,
    ConvexSet upperSet,
    double startPenalty,
    Precision precision,
    List<Integer> partition,
    Map<String, String> provenance) {

  /** Checks that the parts fit each other. */
  public SharedEmbedding {
    Args.atLeast(1, blocks, "number of tasks");
    Args.sameDim(embedding.features(), head.features(), "head");
    Args.sameDim(loss.columns(), head.columns(), "output of the head");
    Args.sameDim(embedding.inputs(), lowerRows.columns(), "lower row");
    Args.sameDim(embedding.inputs(), upperRows.columns(), "upper row");
    partition = List.copyOf(partition);
    provenance = Map.copyOf(provenance);
  }

  /** d_x. */
  public int upperDim() {
    return embedding.parameters() + penalty.parameters();
  }

  /** The same with passes in another precision. */
  public SharedEmbedding in(Precision other) {
    return new SharedEmbedding(
        name,
        blocks,
        embedding,
        head,
        loss,
        penalty,
        lowerRows,
        upperRows,
        upperSet,
        startPenalty,
        other,
        partition,
        provenance);
  }

  /** The same with other tasks and rows, to evaluate a solution on them. */
  public SharedEmbedding on(int tasks, RowSource lower, RowSource upper) {
    return new SharedEmbedding(
        name,
        tasks,
        embedding,
        head,
        loss,
        penalty,
        lower,
        upper,
        upperSet,
        startPenalty,
        precision,
        partition,
        provenance);
  }
}

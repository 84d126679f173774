package org.bilevel4j.oracles.analytic;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.oracles.heads.HeadPoints;
import org.bilevel4j.oracles.heads.LinearHeads;
import org.bilevel4j.oracles.network.EmbeddedRows;
import org.bilevel4j.oracles.network.ParameterCache;

/** The oracle of one run: kept passes of both levels, and the buffers of the heads. */
final class SharedEmbeddingOracle implements Oracle {
  /** A lower draw each for the gradient, the Hessian products and the mixed product. */
  private static final int LOWER_KEPT = 3;

  private static final int UPPER_KEPT = 2;

  private final SharedEmbeddingProblem problem;
  private final Workspace workspace;
  private final EmbeddedRows lowerRows;
  private final EmbeddedRows upperRows;
  private final LinearHeads heads;

  SharedEmbeddingOracle(SharedEmbeddingProblem problem, Workspace workspace) {
    SharedEmbedding parts = problem.parts();
    this.problem = problem;
    this.workspace = workspace;
    ParameterCache parameters =
        new ParameterCache(parts.embedding(), parts.precision(), workspace.team());
    this.lowerRows = new EmbeddedRows(parameters, parts.lowerRows(), problem.kernels(), LOWER_KEPT);
    this.upperRows = new EmbeddedRows(parameters, parts.upperRows(), problem.kernels(), UPPER_KEPT);
    this.heads = new LinearHeads(parts.head(), parts.precision());
  }

  @Override
  public LowerHeadPoints lower(BlockSet set, Vec x, Blocks y, Draw draw) {
    return new LowerHeadPoints(problem, workspace, points(lowerRows, set, x, y, draw), x);
  }

  @Override
  public UpperHeadPoints upper(BlockSet set, Vec x, Blocks y, Dual dual, Draw draw) {
    return new UpperHeadPoints(problem, workspace, points(upperRows, set, x, y, draw));
  }

  private HeadPoints points(EmbeddedRows rows, BlockSet set, Vec x, Blocks y, Draw draw) {
    return new HeadPoints(
        heads, problem.parts().loss(), problem.kernels(), workspace, rows.pass(set, x, draw), y);
  }
}

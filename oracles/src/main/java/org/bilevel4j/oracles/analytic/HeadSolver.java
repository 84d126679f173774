package org.bilevel4j.oracles.analytic;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.WorkerTeam;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.LowerSolver;
import org.bilevel4j.kernels.Kernels;
import org.bilevel4j.kernels.Precision;
import org.bilevel4j.oracles.heads.HeadFit;
import org.bilevel4j.oracles.network.ChunkWork;
import org.bilevel4j.oracles.network.EmbeddedRows;
import org.bilevel4j.oracles.network.ForwardPass;
import org.bilevel4j.oracles.network.ParameterCache;

/**
 * Solves the lower level of one task over all its rows by Newton's method on the head, in double
 * whatever the precision of the passes. The features are computed once.
 */
final class HeadSolver implements LowerSolver {
  private final SharedEmbedding parts;
  private final Kernels kernels;

  HeadSolver(SharedEmbedding parts, Kernels kernels) {
    this.parts = parts.in(Precision.FLOAT64);
    this.kernels = kernels;
  }

  @Override
  public String name() {
    return "newton on the head";
  }

  @Override
  public boolean solve(int block, Vec x, Vec y, Vec multipliers, double tolerance) {
    ParameterCache parameters =
        new ParameterCache(parts.embedding(), parts.precision(), WorkerTeam.single());
    EmbeddedRows rows = new EmbeddedRows(parameters, parts.lowerRows(), kernels, 1);
    ForwardPass pass = rows.pass(BlockSet.of(parts.blocks(), block), x, Draw.full());
    pass.each(ChunkWork.NONE);
    double[] head = y.toArray();
    boolean reached =
        new HeadFit(kernels, parts.loss(), parts.penalty(), parts.head())
            .fit(
                pass.features(),
                pass.targets(),
                x.toArray(),
                parts.embedding().parameters(),
                head,
                tolerance);
    y.copyFrom(head, 0);
    return reached;
  }
}

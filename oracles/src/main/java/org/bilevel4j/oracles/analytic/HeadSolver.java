package org.bilevel4j.oracles.analytic;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.WorkerTeam;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.LowerSolver;
import org.bilevel4j.kernels.Kernels;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.kernels.Precision;

/**
 * Solves the lower level of one task over all its rows by Newton's method on the head, in double
 * whatever the precision of the passes. The features are computed once. A two-column softmax head
 * with a quadratic penalty is solved as one logistic column u with w_1 = -w_0 = u / 2; what neither
 * loss nor penalty sees (the sum of unpenalised biases) stays as it was.
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
    Parameters.Place place =
        new Parameters(parts.upperDim(), parts.embedding(), Precision.FLOAT64, WorkerTeam.single())
            .of(x);
    EmbeddedRows rows = new EmbeddedRows(parts, parts.lowerRows(), kernels, WorkerTeam.single(), 1);
    Pass pass = rows.pass(place, BlockSet.of(parts.blocks(), block), Draw.full());
    rows.each(pass, place, false, EmbeddedRows.ChunkWork.NONE);
    double[] head = y.toArray();
    boolean reached = solve(place.x(), pass, head, tolerance);
    y.copyFrom(head, 0);
    return reached;
  }

  private boolean solve(double[] x, Pass pass, double[] y, double tolerance) {
    int cut = parts.embedding().parameters();
    Mat e = pass.features();
    boolean twoColumns = parts.loss() instanceof SoftmaxLoss && parts.head().columns() == 2;
    if (!twoColumns || !parts.penalty().isQuadratic()) {
      return new HeadFit(
              kernels, parts.loss(), parts.penalty(), parts.head(), e, pass.targets(), x, cut)
          .fit(y, tolerance);
    }
    HeadShape one = new HeadShape(parts.head().features(), 1, parts.head().bias());
    int k = one.features();
    double[] u = new double[one.dim()];
    for (int j = 0; j < k; j++) {
      u[j] = y[k + j] - y[j];
    }
    double biasSum = 0;
    if (one.bias()) {
      u[k] = y[2 * k + 1] - y[2 * k];
      double[] pull = new double[parts.head().dim()];
      parts.penalty().addGradY(parts.head(), x, cut, y, 0, pull, 0);
      boolean free = pull[2 * k] == 0 && pull[2 * k + 1] == 0;
      biasSum = free ? y[2 * k] + y[2 * k + 1] : 0;
    }
    Penalty half = new HalfPenalty(parts.penalty());
    boolean reached =
        new HeadFit(kernels, new LogisticLoss(), half, one, e, pass.targets(), x, cut)
            .fit(u, tolerance / Math.sqrt(2)); // both columns have this gradient
    for (int j = 0; j < k; j++) {
      y[j] = -u[j] / 2;
      y[k + j] = u[j] / 2;
    }
    if (one.bias()) {
      y[2 * k] = (biasSum - u[k]) / 2;
      y[2 * k + 1] = (biasSum + u[k]) / 2;
    }
    return reached;
  }
}

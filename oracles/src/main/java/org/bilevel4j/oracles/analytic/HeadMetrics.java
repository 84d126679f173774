package org.bilevel4j.oracles.analytic;

import java.util.List;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.WorkerTeam;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.LowerSolver;
import org.bilevel4j.oracles.heads.HeadPoints;
import org.bilevel4j.oracles.heads.RowLoss;
import org.bilevel4j.oracles.network.RowLayout;

/** Measures heads on all upper rows of a problem: mean loss and, for classes, accuracy. */
public final class HeadMetrics {
  private final SharedEmbeddingProblem problem;

  /** Measures on the upper rows of this problem; its lower rows are those heads are fitted to. */
  public HeadMetrics(SharedEmbeddingProblem problem) {
    this.problem = problem;
  }

  /** "loss", and "accuracy" where targets are classes. */
  public List<String> metrics() {
    return problem.parts().loss().classifies() ? List.of("loss", "accuracy") : List.of("loss");
  }

  /**
   * Measures given heads.
   *
   * @param x (d_x), not modified
   * @param y one head per task, not modified
   * @return one row per metric, one column per task
   */
  public double[][] measure(Vec x, Blocks y, WorkerTeam team) {
    BlockSet all = BlockSet.all(problem.blocks());
    try (Workspace workspace = new Workspace(team);
        SharedEmbeddingOracle oracle = new SharedEmbeddingOracle(problem, workspace)) {
      return measure(oracle.upper(all, x, y, Dual.none(), Draw.full()));
    }
  }

  private double[][] measure(UpperHeadPoints points) {
    int m = problem.blocks();
    double[] losses = points.values().toArray();
    if (!problem.parts().loss().classifies()) {
      return new double[][] {losses};
    }
    double[] accuracy = new double[m];
    HeadPoints heads = points.heads();
    RowLayout layout = heads.layout();
    double[] z = heads.outputs();
    double[] targets = heads.targets();
    RowLoss loss = problem.parts().loss();
    int c = loss.columns();
    for (int i = 0; i < m; i++) {
      int right = 0;
      for (int r = layout.start(i); r < layout.end(i); r++) {
        right += loss.correct(z, r * c, targets[r]) ? 1 : 0;
      }
      accuracy[i] = (double) right / layout.count(i);
    }
    return new double[][] {losses, accuracy};
  }

  /**
   * Fits fresh heads (from zero) to the lower rows, each to convergence, then measures them.
   *
   * @param x (d_x), not modified
   * @param tolerance on the norm of the gradient of g_i
   * @return one row per metric, one column per task
   */
  public double[][] measureAdapted(Vec x, double tolerance, WorkerTeam team) {
    LowerSolver solver = problem.lowerSolver().orElseThrow();
    Blocks y = Blocks.zeros(BlockSet.all(problem.blocks()), problem.lowerDims());
    team.run(problem.blocks(), i -> solver.solve(i, x, y.at(i), Vec.zeros(0), tolerance));
    return measure(x, y, team);
  }
}

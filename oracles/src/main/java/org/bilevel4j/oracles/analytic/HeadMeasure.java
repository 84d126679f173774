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

/** Measures heads on all upper rows of a problem: mean loss and, for classes, accuracy. */
public final class HeadMeasure {
  private final SharedEmbeddingProblem problem;

  /** Measures on the upper rows of this problem; its lower rows are those heads are fitted to. */
  public HeadMeasure(SharedEmbeddingProblem problem) {
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
    int m = problem.blocks();
    SharedEmbeddingOracle oracle = new SharedEmbeddingOracle(problem, new Workspace(team));
    UpperHeadPoints points =
        (UpperHeadPoints) oracle.upper(BlockSet.all(m), x, y, Dual.none(), Draw.full());
    double[] loss = points.values().toArray();
    if (!problem.parts().loss().classifies()) {
      return new double[][] {loss};
    }
    double[] accuracy = new double[m];
    HeadPoints heads = points.heads();
    RowLayout layout = heads.pass().layout();
    HeadHessian.RowState state = heads.state();
    int c = problem.parts().head().columns();
    for (int i = 0; i < m; i++) {
      int right = 0;
      for (int r = layout.start(i); r < layout.start(i) + layout.count(i); r++) {
        right += problem.parts().loss().correct(state.z(), r * c, state.targets()[r]) ? 1 : 0;
      }
      accuracy[i] = (double) right / layout.count(i);
    }
    return new double[][] {loss, accuracy};
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

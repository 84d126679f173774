package org.bilevel4j.oracles.analytic;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bilevel4j.core.application.Judgement;
import org.bilevel4j.core.application.Measure;
import org.bilevel4j.core.application.TaskScores;
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

/**
 * Judges heads on all upper rows of a problem: mean loss and, for classes, accuracy; for two
 * classes the scores as well.
 */
public final class HeadMetrics {
  private final SharedEmbeddingProblem problem;

  /** Measures on the upper rows of this problem; its lower rows are those heads are fitted to. */
  public HeadMetrics(SharedEmbeddingProblem problem) {
    this.problem = problem;
  }

  /** "loss", and "accuracy" where targets are classes. */
  public List<Measure> metrics() {
    Measure loss = Measure.lower("loss");
    return problem.parts().loss().classifies()
        ? List.of(loss, Measure.higher("accuracy"))
        : List.of(loss);
  }

  /** Whether each row has one output and a class, so that the output is a score. */
  public boolean hasScores() {
    RowLoss loss = problem.parts().loss();
    return loss.classifies() && loss.columns() == 1;
  }

  /**
   * Judges given heads.
   *
   * @param x (d_x), not modified
   * @param y one head per task, not modified
   */
  public Judgement judge(Vec x, Blocks y, WorkerTeam team) {
    BlockSet all = BlockSet.all(problem.blocks());
    try (Workspace workspace = new Workspace(team);
        SharedEmbeddingOracle oracle = new SharedEmbeddingOracle(problem, workspace)) {
      UpperHeadPoints points = oracle.upper(all, x, y, Dual.none(), Draw.full());
      return new Judgement(
          values(points), hasScores() ? Optional.of(scores(points.heads())) : Optional.empty());
    }
  }

  private double[][] values(UpperHeadPoints points) {
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

  private static TaskScores scores(HeadPoints heads) {
    RowLayout layout = heads.layout();
    double[][] scores = new double[layout.tasks()][];
    boolean[][] positive = new boolean[layout.tasks()][];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = Arrays.copyOfRange(heads.outputs(), layout.start(i), layout.end(i));
      positive[i] = new boolean[layout.count(i)];
      for (int r = 0; r < positive[i].length; r++) {
        positive[i][r] = heads.targets()[layout.start(i) + r] > 0.5;
      }
    }
    return new TaskScores(scores, positive);
  }

  /**
   * Fits fresh heads (from zero) to the lower rows, each to convergence, then judges them.
   *
   * @param x (d_x), not modified
   * @param tolerance on the norm of the gradient of g_i
   */
  public Judgement judgeAdapted(Vec x, double tolerance, WorkerTeam team) {
    LowerSolver solver = problem.lowerSolver().orElseThrow();
    Blocks y = Blocks.zeros(BlockSet.all(problem.blocks()), problem.lowerDims());
    team.run(problem.blocks(), i -> solver.solve(i, x, y.at(i), Vec.zeros(0), tolerance));
    return judge(x, y, team);
  }
}

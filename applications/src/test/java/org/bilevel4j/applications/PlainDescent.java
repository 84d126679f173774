package org.bilevel4j.applications;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.random.Key;

/** A loop of lower and upper steps with equal weights, enough to see that losses go down. */
public final class PlainDescent {
  /** The problem descended on. */
  public final BilevelProblem problem;

  /** The upper variable. */
  public final Vec x;

  /** The lower variables. */
  public final Blocks y;

  private final Workspace workspace = Workspace.single();
  private final Oracle oracle;
  private final BlockSet all;
  private final Key key = Key.of(5);

  /** Starts where the problem does. */
  public PlainDescent(BilevelProblem problem) {
    this.problem = problem;
    this.oracle = problem.open(workspace);
    this.all = BlockSet.all(problem.blocks());
    this.x = Vec.zeros(problem.upperDim());
    this.y = Blocks.state(problem.lowerDims());
    problem.startUpper(x, key.child("start"));
  }

  /** Mean over tasks of f_i on all rows. */
  public double loss() {
    Vec f = oracle.upper(all, x, y, Dual.none(), Draw.full()).values();
    double mean = f.sum() / all.size();
    workspace.reset();
    return mean;
  }

  /** Mean over tasks of f_i at the lower solutions, which y becomes. */
  public double solvedLoss() {
    for (int i = 0; i < all.size(); i++) {
      problem.lowerSolver().orElseThrow().solve(i, x, y.at(i), Vec.zeros(0), 1e-9);
    }
    return loss();
  }

  /** Steps with one-step unrolled hypergradients. */
  public void run(int steps, int lowerBatch, int upperBatch, double alpha, double beta) {
    Weights mean = Weights.mean(all);
    for (int k = 0; k < steps; k++) {
      LowerPoints g = oracle.lower(all, x, y, draw("lower", k, lowerBatch));
      Blocks next = y.copy();
      next.axpy(-beta, g.gradY());
      UpperPoints f = oracle.upper(all, x, next, Dual.none(), draw("upper", k, upperBatch));
      Vec h = f.gradX(mean);
      g.addCrossXY(mean.times(-beta), f.gradY(), h);
      y.copyFrom(next);
      x.axpy(-alpha, h);
      problem.upperSet().project(x);
      workspace.reset();
    }
  }

  private Draw draw(String purpose, int k, int size) {
    Key stream = key.child(purpose);
    return new Draw(stream.child(k), stream, k, Batch.of(size));
  }
}

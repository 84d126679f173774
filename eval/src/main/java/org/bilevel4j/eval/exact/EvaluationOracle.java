package org.bilevel4j.eval.exact;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.WorkerTeam;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.UpperPoints;

/**
 * An oracle opened for evaluation alone, on a workspace of its own and over full draws: it shares
 * nothing with the run but the problem and the threads. Points die at {@link #reset}; whoever loops
 * resets once per round and keeps what must survive in vectors of his own.
 */
final class EvaluationOracle implements AutoCloseable {
  private final BilevelProblem problem;
  private final Workspace workspace;
  private final Oracle oracle;
  private final BlockSet all;
  private final BlockSet lowered;

  EvaluationOracle(BilevelProblem problem, WorkerTeam team) {
    this.problem = problem;
    this.workspace = new Workspace(team);
    this.oracle = problem.open(workspace);
    this.all = BlockSet.all(problem.blocks());
    this.lowered = Sets.where(all, i -> problem.lowerDims().of(i) > 0);
  }

  BilevelProblem problem() {
    return problem;
  }

  BlockSet all() {
    return all;
  }

  /** The blocks that have a lower level. */
  BlockSet lowered() {
    return lowered;
  }

  LowerPoints lower(BlockSet set, Vec x, Blocks y) {
    return oracle.lower(set, x, y, Draw.full());
  }

  UpperPoints upper(BlockSet set, Vec x, Blocks y, Dual dual) {
    return oracle.upper(set, x, y, dual, Draw.full());
  }

  void reset() {
    workspace.reset();
  }

  @Override
  public void close() {
    try (workspace) {
      oracle.close();
    }
  }
}

package org.bilevel4j.eval.exact;

import java.util.Set;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.WorkerTeam;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.UpperPoints;

/**
 * Exact answers about F(x) = sum_i w_i ell_i(x), ell_i(x) = max_alpha f_i(x, alpha, y_i*(x)), over
 * all rows: the inner problems are solved to tolerance, on an oracle opened for this object alone.
 * Used by one thread and closed by who made it; the same bits on any number of threads of the team.
 */
public final class ExactSolver implements AutoCloseable {
  private final EvaluationOracle own;
  private final ExactOptions options;

  /**
   * A solver for one problem.
   *
   * @param problem not a counting wrapper: this work is nobody's cost
   * @param team the threads to work with
   */
  public ExactSolver(BilevelProblem problem, WorkerTeam team, ExactOptions options) {
    this.own = new EvaluationOracle(problem, team);
    this.options = options;
  }

  @Override
  public void close() {
    own.close();
  }

  /**
   * Whether y_i* can be had: there is none, its gradients are offered, or the problem solves it.
   */
  public static boolean solvesLower(BilevelProblem problem) {
    return problem.lowerDims().max() == 0
        || problem.lowerSolver().isPresent()
        || (problem.offers().contains(OracleCall.LOWER_GRAD_Y)
            && problem.offers().contains(OracleCall.LOWER_VALUE)
            && problem.lowerConstraints().isEmpty());
  }

  /** Whether grad F can be had. */
  public static boolean solvesAdjoint(BilevelProblem problem) {
    Set<OracleCall> both =
        Set.of(OracleCall.UPPER_GRAD_X, OracleCall.UPPER_GRAD_Y, OracleCall.LOWER_CROSS_XY);
    return solvesLower(problem)
        && problem.offers().contains(OracleCall.UPPER_GRAD_X)
        && (problem.lowerDims().max() == 0
            || (problem.offers().containsAll(both) && AdjointSolve.fits(problem)));
  }

  /**
   * y_i*(x) of every block.
   *
   * @param x not modified
   * @param start where to begin, not modified
   */
  public BlockSolution lower(Vec x, Blocks start) {
    BlockSolution out = new LowerSolve(own, options, x).solve(start);
    own.reset();
    return out;
  }

  /**
   * Solves everything at x.
   *
   * @param x copied
   * @param startLower where y begins, not modified
   * @param startDual where the dual begins, not modified; none means 0
   */
  public ExactPoint at(Vec x, Blocks startLower, Dual startDual) {
    Vec here = x.copy();
    BlockSolution y = lower(here, startLower);
    DualSolve.Solution d = new DualSolve(own, options, here, y.at()).solve(startDual);
    own.reset();
    Vec values = own.upper(own.all(), here, y.at(), d.dual()).values().copy();
    own.reset();
    return new ExactPoint(here, y, d.dual(), d.reached(), values);
  }

  /**
   * The largest ||alpha - P_A(alpha + grad_alpha f)|| over blocks at y*; 0 without a dual.
   *
   * @param alpha the dual to be judged, not modified
   */
  public double dualGap(ExactPoint p, Dual alpha) {
    double gap = new DualSolve(own, options, p.x(), p.lower().at()).gap(alpha);
    own.reset();
    return gap;
  }

  /** grad F(x) with adjoints begun at zero. */
  public ExactHypergradient hypergradient(ExactPoint p, Weights w) {
    return hypergradient(p, w, Blocks.zeros(own.all(), own.problem().lowerDims()));
  }

  /**
   * grad F(x).
   *
   * @param startAdjoint where v begins, all blocks, packed, not modified
   */
  public ExactHypergradient hypergradient(ExactPoint p, Weights w, Blocks startAdjoint) {
    Blocks y = p.lower().at();
    boolean lowered = own.lowered().size() > 0;
    own.reset();
    UpperPoints f = own.upper(own.all(), p.x(), y, p.dual());
    Vec out = Vec.zeros(p.x().dim());
    f.addGradX(w, out);
    Blocks b = Blocks.zeros(own.all(), own.problem().lowerDims());
    if (lowered) {
      b.copyFrom(f.gradY());
    }
    BlockSolution v = new AdjointSolve(own, options, p.x(), y).solve(b, startAdjoint);
    if (lowered) {
      own.reset();
      LowerPoints g = own.lower(own.lowered(), p.x(), y);
      g.addCrossXY(w.times(-1), v.at(), out);
    }
    own.reset();
    return new ExactHypergradient(out, v);
  }

  /** grad ell_i(x) of every block: m vectors of length d_x, the caller's. */
  public Vec[] blockGradients(ExactPoint p) {
    Blocks y = p.lower().at();
    own.reset();
    Blocks b = Blocks.zeros(own.all(), own.problem().lowerDims());
    if (own.lowered().size() > 0) {
      b.copyFrom(own.upper(own.all(), p.x(), y, p.dual()).gradY());
    }
    BlockSolution v =
        new AdjointSolve(own, options, p.x(), y).solve(b, Blocks.zeros(own.all(), b.dims()));
    Vec[] out = new Vec[own.problem().blocks()];
    for (int i = 0; i < out.length; i++) {
      BlockSet alone = BlockSet.of(out.length, i);
      own.reset();
      out[i] = Vec.zeros(p.x().dim());
      own.upper(alone, p.x(), y, p.dual()).addGradX(Weights.constant(1), out[i]);
      if (b.dims().of(i) > 0) {
        own.lower(alone, p.x(), y).addCrossXY(Weights.constant(-1), v.at(), out[i]);
      }
    }
    own.reset();
    return out;
  }
}

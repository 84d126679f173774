package org.bilevel4j.eval.exact;

import java.util.Arrays;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.LowerSolver;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.set.ConvexSet;
import org.bilevel4j.core.util.UserError;

/**
 * y_i*(x) over all rows of every block: by the problem's own {@link LowerSolver} where it has one,
 * by {@link NewtonCg} where y is free and products with H are offered, otherwise by {@link
 * ProjectedGradient}.
 *
 * <p>The residual is ||grad_y g_i||, or ||y - P_Y(y - grad_y g_i)|| on a set, relative to max(1,
 * the same at y = P_Y(0)): it does not depend on where the solve starts.
 */
final class LowerSolve {
  private final EvaluationOracle own;
  private final ExactOptions options;
  private final Vec x;
  private final BlockGradients losses;

  LowerSolve(EvaluationOracle own, ExactOptions options, Vec x) {
    this.own = own;
    this.options = options;
    this.x = x;
    this.losses =
        new BlockGradients() {
          @Override
          public Blocks gradients(BlockSet set, Blocks at) {
            own.reset();
            return own.lower(set, x, at).gradY();
          }

          @Override
          public ConvexSet set(int block) {
            return own.problem().lowerSet(block);
          }
        };
  }

  /**
   * Solves every block.
   *
   * @param start where to begin, not modified; blocks that are not finite begin at 0
   */
  BlockSolution solve(Blocks start) {
    BilevelProblem problem = own.problem();
    int m = problem.blocks();
    Blocks y = Blocks.zeros(own.all(), problem.lowerDims());
    double[] residual = new double[m];
    boolean[] reached = new boolean[m];
    Arrays.fill(reached, true);
    BlockSet set = own.lowered();
    BlockSolution out = new BlockSolution(y, reached, residual);
    if (set.size() == 0) {
      return out;
    }
    for (int p = 0; p < set.size(); p++) {
      Vec from = start.at(set.id(p));
      if (from.isFinite()) {
        y.at(set.id(p)).copyFrom(from);
      }
    }
    double[] scales = losses.scales(set, y);
    if (problem.lowerSolver().isPresent()) {
      solveByProblem(problem.lowerSolver().get(), out, scales);
      return out;
    }
    if (problem.lowerConstraints().isPresent()) {
      throw new UserError(
          "exact metrics of '"
              + problem.name()
              + "': its lower level has functional constraints and no solver of its own.",
          "give the problem a lowerSolver().");
    }
    boolean products = problem.offers().contains(OracleCall.LOWER_HVP);
    BlockSet free = Sets.where(set, i -> products && problem.lowerSet(i).isAll());
    if (free.size() > 0) {
      new NewtonCg(own, options, x, y, scales, reached, residual).solve(free);
    }
    BlockSet bound = Sets.where(set, i -> free.position(i) < 0);
    if (bound.size() > 0) {
      new ProjectedGradient(losses, y, scales, reached, residual)
          .solve(bound, options.lowerTolerance(), options.gradientSteps());
    }
    return out;
  }

  /** Block after block by the problem's own solver; the residual is ours where nothing binds. */
  private void solveByProblem(LowerSolver solver, BlockSolution out, double[] scales) {
    BilevelProblem problem = own.problem();
    BlockSet set = own.lowered();
    for (int p = 0; p < set.size(); p++) {
      int id = set.id(p);
      int constraints = problem.lowerConstraints().map(c -> c.rows(id)).orElse(0);
      Vec multipliers = Vec.zeros(constraints);
      double tolerance = options.lowerTolerance() * scales[id];
      out.reached()[id] = solver.solve(id, x, out.at().at(id), multipliers, tolerance);
    }
    if (problem.lowerConstraints().isEmpty()) {
      Blocks g = losses.gradients(set, out.at());
      for (int p = 0; p < set.size(); p++) {
        int id = set.id(p);
        Vec y = out.at().at(id);
        out.residual()[id] =
            BlockGradients.residual(losses.set(id), y, g.atPosition(p)) / scales[id];
      }
    }
  }
}

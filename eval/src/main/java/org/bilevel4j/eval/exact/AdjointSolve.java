package org.bilevel4j.eval.exact;

import java.util.Arrays;
import java.util.Set;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Cholesky;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.util.UserError;

/**
 * v_i* with H_i v_i = b_i, b_i = grad_y f_i at the exact y: by a dense factor where the matrix is
 * offered and small, otherwise (and where a factor fails) by conjugate gradients.
 *
 * <p>Lower variables must be free: where y_i* may lie on the border of a set, its derivative is
 * another one (docs/ALGORITHMS.md 9.3).
 */
final class AdjointSolve {
  private static final long ENTRIES = 4_000_000; // dense entries held at once

  private final EvaluationOracle own;
  private final ExactOptions options;
  private final Vec x;
  private final Blocks y;

  AdjointSolve(EvaluationOracle own, ExactOptions options, Vec x, Blocks y) {
    this.own = own;
    this.options = options;
    this.x = x;
    this.y = y;
  }

  /** Whether every block's adjoint can be had: y is free, and H is offered in one form. */
  static boolean fits(BilevelProblem problem) {
    boolean offered =
        problem.lowerHessians().isPresent()
            || problem.offers().contains(OracleCall.LOWER_HVP)
            || problem.offers().contains(OracleCall.LOWER_HESSIAN);
    for (int i = 0; i < problem.blocks(); i++) {
      if (problem.lowerDims().of(i) > 0 && !(offered && problem.lowerSet(i).isAll())) {
        return false;
      }
    }
    return problem.lowerConstraints().isEmpty();
  }

  private boolean dense(int block) {
    Set<OracleCall> offers = own.problem().offers();
    boolean small = own.problem().lowerDims().of(block) <= options.denseUpTo();
    return offers.contains(OracleCall.LOWER_HESSIAN)
        && (small || !offers.contains(OracleCall.LOWER_HVP));
  }

  /**
   * Solves every block.
   *
   * @param b right-hand sides of all blocks, packed, not modified
   * @param start where to begin, all blocks, packed, not modified
   */
  BlockSolution solve(Blocks b, Blocks start) {
    BilevelProblem problem = own.problem();
    if (!fits(problem)) {
      throw new UserError(
          "exact hypergradient of '"
              + problem.name()
              + "': a lower variable is constrained, or oracle '"
              + problem.oracleName()
              + "' offers no products with grad2_yy g.",
          "leave out the stationarity metrics.");
    }
    double[] residual = new double[problem.blocks()];
    boolean[] reached = new boolean[problem.blocks()];
    Arrays.fill(reached, true);
    BlockSolution out = new BlockSolution(start.copy(), reached, residual);
    if (problem.lowerHessians().isPresent()) {
      for (int i = 0; i < problem.blocks(); i++) {
        out.at().at(i).copyFrom(b.at(i));
        problem.lowerHessians().get().solve(i, 0, out.at().at(i));
      }
      return out;
    }
    boolean[] solved = new boolean[problem.blocks()];
    factorChunks(b, out, solved);
    BlockSet rest = Sets.where(own.lowered(), i -> !solved[i]);
    for (int p = 0; p < rest.size(); p++) {
      reached[rest.id(p)] = false;
      residual[rest.id(p)] = Double.NaN;
    }
    if (rest.size() > 0 && problem.offers().contains(OracleCall.LOWER_HVP)) {
      conjugate(rest, b, out);
    }
    return out;
  }

  private void factorChunks(Blocks b, BlockSolution out, boolean[] solved) {
    BilevelProblem problem = own.problem();
    BlockSet set = Sets.where(own.lowered(), i -> dense(i));
    int from = 0;
    while (from < set.size()) {
      int to = from;
      long entries = 0;
      while (to < set.size() && (to == from || entries < ENTRIES)) {
        long d = problem.lowerDims().of(set.id(to++));
        entries += d * d;
      }
      int first = set.id(from);
      int last = set.id(to - 1);
      factor(Sets.where(set, i -> i >= first && i <= last), b, out, solved);
      from = to;
    }
  }

  private void factor(BlockSet set, Blocks b, BlockSolution out, boolean[] solved) {
    own.reset();
    Blocks matrices = own.lower(set, x, y).hessianYY();
    for (int p = 0; p < set.size(); p++) {
      int id = set.id(p);
      Cholesky factor = new Cholesky(y.dims().of(id));
      Vec matrix = matrices.atPosition(p);
      if (factor.factor(matrix, 0)) {
        Vec v = out.at().at(id);
        v.copyFrom(b.at(id));
        factor.solve(v);
        solved[id] = true;
        out.residual()[id] = relative(matrix, v, b.at(id));
        out.reached()[id] = out.residual()[id] <= options.adjointTolerance();
      }
    }
  }

  private static double relative(Vec matrix, Vec v, Vec b) {
    int d = v.dim();
    double sum = 0;
    for (int i = 0; i < d; i++) {
      double r = matrix.slice(i * d, (i + 1) * d).dot(v) - b.get(i);
      sum += r * r;
    }
    return sum == 0 ? 0 : Math.sqrt(sum) / b.norm();
  }

  private void conjugate(BlockSet set, Blocks b, BlockSolution out) {
    Blocks right = Blocks.zeros(set, y.dims());
    Blocks v = Blocks.zeros(set, y.dims());
    double[] norms = new double[set.size()];
    double[] tolerance = new double[set.size()];
    for (int p = 0; p < set.size(); p++) {
      right.atPosition(p).copyFrom(b.at(set.id(p)));
      v.atPosition(p).copyFrom(out.at().at(set.id(p)));
      norms[p] = right.atPosition(p).norm();
      tolerance[p] = options.adjointTolerance() * norms[p];
    }
    HessianProducts hessian = HessianProducts.at(own, set, x, y);
    double[] left = BlockCg.solve(hessian, right, v, tolerance, options.cgSteps());
    for (int p = 0; p < set.size(); p++) {
      int id = set.id(p);
      out.at().at(id).copyFrom(v.atPosition(p));
      out.residual()[id] = left[p] == 0 ? 0 : left[p] / norms[p];
      out.reached()[id] = left[p] <= tolerance[p];
    }
  }
}

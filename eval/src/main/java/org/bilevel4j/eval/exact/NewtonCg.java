package org.bilevel4j.eval.exact;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.LowerPoints;
import org.jspecify.annotations.Nullable;

/**
 * Newton's method with inexact steps and Armijo backtracking for strongly convex lower problems
 * without constraints, all blocks at once (Dembo, Eisenstat, Steihaug 1982; Armijo 1966):
 *
 * <pre>
 * H_i d_i = -grad_y g_i   by CG, to min(0.1, sqrt(||grad_y g_i|| / scale_i)) ||grad_y g_i||
 * y_i     = y_i + t_i d_i,   t_i = 1, 1/2, 1/4, ...
 * </pre>
 *
 * Where the decrease that is asked for drowns in the rounding of g_i, halving the norm of the
 * gradient counts instead. Blocks that are done, or whose step cannot be found any more, leave the
 * set.
 */
final class NewtonCg {
  private static final double SUFFICIENT = 1e-4; // Armijo's constant
  private static final double FORCING = 0.1; // largest relative residual of a Newton system
  private static final double RESOLVED = 1e-6; // decreases below this share of g_i are not trusted
  private static final int HALVINGS = 20;

  private final EvaluationOracle own;
  private final ExactOptions options;
  private final Vec x;
  private final Blocks y;
  private final double[] scales;
  private final boolean[] reached;
  private final double[] residual;
  private @Nullable LowerPoints ended;

  /**
   * A solve.
   *
   * @param y all blocks, packed: start and result, modified
   * @param scales per block
   * @param reached per block, written for the blocks of the set; modified
   * @param residual per block, relative, written likewise; modified
   */
  NewtonCg(
      EvaluationOracle own,
      ExactOptions options,
      Vec x,
      Blocks y,
      double[] scales,
      boolean[] reached,
      double[] residual) {
    this.own = own;
    this.options = options;
    this.x = x;
    this.y = y;
    this.scales = scales;
    this.reached = reached;
    this.residual = residual;
  }

  /** Solves the blocks of a set. */
  void solve(BlockSet set) {
    BlockSet active = set;
    for (int k = 0; k <= options.newtonSteps() && active.size() > 0; k++) {
      HessianProducts hessian = here(active);
      BlockSet open = judge(active, hessian.points().gradY());
      if (open.size() == 0 || k == options.newtonSteps()) {
        return;
      }
      active = step(open.size() < active.size() ? HessianProducts.at(own, open, x, y) : hessian);
    }
  }

  /** The point where the last search ended, if it ended for all blocks alike, or a new one. */
  private HessianProducts here(BlockSet active) {
    LowerPoints end = ended;
    ended = null;
    return end != null && end.set().sameAs(active)
        ? new HessianProducts(own, x, y, end)
        : HessianProducts.at(own, active, x, y);
  }

  /** Writes the residuals of a set and returns the blocks that are not done. */
  private BlockSet judge(BlockSet set, Blocks gradients) {
    for (int p = 0; p < set.size(); p++) {
      int id = set.id(p);
      residual[id] = gradients.atPosition(p).norm() / scales[id];
      reached[id] = residual[id] <= options.lowerTolerance();
    }
    return Sets.where(set, i -> !reached[i]);
  }

  /** Moves every block of the set, and returns those that could be moved. */
  private BlockSet step(HessianProducts hessian) {
    BlockSet set = hessian.set();
    LowerPoints points = hessian.points();
    Vec values = points.values().copy();
    Blocks gradients = points.gradY().copy();
    Blocks directions = Blocks.zeros(set, y.dims());
    Blocks right = gradients.copy();
    right.scale(-1);
    double[] tolerance = new double[set.size()];
    for (int p = 0; p < set.size(); p++) {
      int id = set.id(p);
      double forcing = Math.min(FORCING, Math.sqrt(residual[id]));
      tolerance[p] = forcing * residual[id] * scales[id];
    }
    BlockCg.solve(hessian, right, directions, tolerance, options.cgSteps());
    for (int p = 0; p < set.size(); p++) {
      if (!(gradients.atPosition(p).dot(directions.atPosition(p)) < 0)) {
        directions.atPosition(p).copyFrom(right.atPosition(p));
      }
    }
    return search(set, values, gradients, directions);
  }

  private BlockSet search(BlockSet set, Vec values, Blocks gradients, Blocks directions) {
    Blocks trial = Blocks.zeros(y.set(), y.dims());
    BlockSet trying = set;
    boolean[] moved = new boolean[y.set().blocks()];
    double t = 1;
    for (int halving = 0; halving <= HALVINGS && trying.size() > 0; halving++) {
      for (int p = 0; p < trying.size(); p++) {
        Vec to = trial.at(trying.id(p));
        to.copyFrom(y.at(trying.id(p)));
        to.axpy(t, directions.at(trying.id(p)));
      }
      own.reset();
      LowerPoints there = own.lower(trying, x, trial);
      for (int p = 0; p < trying.size(); p++) {
        int id = trying.id(p);
        double before = values.get(set.position(id));
        Vec g = gradients.at(id);
        double promised = -t * g.dot(directions.at(id));
        moved[id] = accepts(before, promised, g, there, p);
        if (moved[id]) {
          y.at(id).copyFrom(trial.at(id));
        }
      }
      trying = Sets.where(trying, i -> !moved[i]);
      if (halving == 0 && trying.size() == 0) {
        ended = there;
      }
      t /= 2;
    }
    return Sets.where(set, i -> moved[i]);
  }

  private static boolean accepts(double before, double promised, Vec g, LowerPoints there, int p) {
    if (there.values().get(p) <= before - SUFFICIENT * promised) {
      return there.gradY().atPosition(p).isFinite();
    }
    return promised <= RESOLVED * Math.max(1, Math.abs(before))
        && there.gradY().atPosition(p).norm() <= 0.5 * g.norm();
  }
}

package org.bilevel4j.solvers.lower;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.LowerStart;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.solver.Step;
import org.jspecify.annotations.Nullable;

/**
 * Where a {@link LowerTrajectory} begins. Whatever unrolls lower steps goes on into the start where
 * that moves with x (docs/ALGORITHMS.md 3.7): where the steps begin at y_init(x) and not where the
 * last iteration left y.
 *
 * @param k the step
 * @param set the blocks
 * @param x (d_x), not modified
 * @param y y_0, not modified
 * @param moving how y_0 depends on x; null where it counts as a constant
 */
public record TrajectoryStart(Step k, BlockSet set, Vec x, Blocks y, @Nullable LowerStart moving) {

  /** Whether y_0 moves with x. */
  public boolean moves() {
    return moving != null;
  }

  /** Zeros for a direction: like x over the set, and like all of x where y_0 may see all of it. */
  public Vec zeros() {
    return moves() ? k.vec(x.dim()) : k.upperZeros(set);
  }

  /** The direct part of a direction, sum_i w_i grad_x f_i, to which others may be added. */
  public Vec direct(UpperPoints f, Weights w) {
    Vec h = zeros();
    f.addGradX(w, h);
    return h;
  }

  /** out += sum_i w_i (dy_0/dx)^T p_i; out (d_x) is modified. Nothing for a constant start. */
  public void addTransposed(Weights w, Blocks p, Vec out) {
    for (int at = 0; at < set.size() && moving != null; at++) {
      int id = set.id(at);
      moving.addTransposed(id, x, w.at(id), p.atPosition(at), out);
    }
  }

  /** y_0 at another x less y_0 here, in a new place; zero for a constant start. */
  public Blocks shift(Vec otherX) {
    if (moving == null) {
      return k.blocks(set, k.problem().lowerDims());
    }
    Blocks shift = k.coldLower(set, otherX);
    shift.axpy(-1, y);
    return shift;
  }

  /**
   * dy_0/dx column after column, d_x columns of d_i per block, for a start that moves: one question
   * per coordinate of y.
   */
  public Blocks columns() {
    Blocks columns = k.blocks(set, k.problem().lowerDims().timesRows(x.dim()));
    Blocks units = k.blocks(set, k.problem().lowerDims());
    Vec row = k.vec(x.dim());
    for (int at = 0; at < set.size() && moving != null; at++) {
      Vec unit = units.atPosition(at);
      for (int j = 0; j < unit.dim(); j++) {
        unit.set(j, 1);
        row.fill(0);
        moving.addTransposed(set.id(at), x, 1, unit, row);
        unit.set(j, 0);
        for (int a = 0; a < x.dim(); a++) {
          columns.atPosition(at).set(a * unit.dim() + j, row.get(a));
        }
      }
    }
    return columns;
  }
}

package org.bilevel4j.solvers.updates;

import java.util.Optional;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.Purpose;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.solver.SolverState;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.core.solver.Visit;
import org.bilevel4j.solvers.estimators.Adjoint;
import org.bilevel4j.solvers.estimators.Hypergradient;
import org.bilevel4j.solvers.lower.LowerTrajectory;

/**
 * The iterates of a solver whose directions of x and y follow the STORM recursion, both asked on
 * the same rows at the iterates of this step and of the one before.
 *
 * <pre>
 * d   := h(x, y; B) + (1 - a) (d - h(x_prev, y_prev; B))
 * u_i := grad_y g_i(x, y_i; B') + (1 - b) (u_i - grad_y g_i(x_prev, y_prev,i; B'))
 * h      the estimator's direction (1/m) sum_i [ grad_x f_i - J_i v_i ], v_i ~ H_i^-1 grad_y f_i
 * </pre>
 *
 * <p>Each of the two points has an adjoint of its own: both see the same past, and without noise d
 * is h at every a.
 *
 * @param x the upper variable (d_x)
 * @param xPrev that of the step before
 * @param y the lower variables (d_i)
 * @param yPrev those of the step before
 * @param d the direction of x
 * @param u the directions of y
 * @param adjoint what the estimator keeps at x
 * @param adjointPrev what it keeps at xPrev
 */
public record StormIterates(
    Vec x,
    Vec xPrev,
    Blocks y,
    Blocks yPrev,
    Vec d,
    Blocks u,
    @Visit("estimator") Adjoint adjoint,
    @Visit("estimatorPrev") Adjoint adjointPrev)
    implements SolverState {

  /** Where the problem starts, without a direction yet. */
  public static StormIterates start(Step k, Hypergradient estimator) {
    Vec x = k.startUpper();
    return new StormIterates(
        x,
        x.copy(),
        k.startLower(x),
        k.startLower(x),
        Vec.zeros(x.dim()),
        k.state("directions of y", k.problem().lowerDims()),
        estimator.start(k),
        estimator.start(k));
  }

  @Override
  public Optional<Blocks> lower() {
    return Optional.of(y);
  }

  /**
   * Estimates d and u, and keeps x and y for the next step: move them after. Step 0 looks at them
   * alone.
   *
   * @param a weight of the new direction of x, 1 in step 0
   * @param b weight of the new directions of y, 1 in step 0
   */
  public void estimate(Step k, Batch lowerRows, Batch upperRows, double a, double b) {
    BlockSet all = k.allBlocks();
    LowerTrajectory now = LowerTrajectory.from(k, all, x, y, lowerRows);
    LowerTrajectory before = LowerTrajectory.from(k, all, xPrev, yPrev, lowerRows);
    Blocks fresh = k.blocks(all, k.problem().lowerDims());
    fresh.copyFrom(now.points().gradY());
    if (k.index() > 0) {
      d.axpy(-1, direction(k, before, adjointPrev, upperRows));
      d.scale(1 - a);
      u.axpy(-1, before.points().gradY());
      fresh.axpy(1 - b, u);
    }
    d.axpy(1, direction(k, now, adjoint, upperRows));
    u.copyFrom(fresh);
    xPrev.copyFrom(x);
    yPrev.copyFrom(y);
  }

  private static Vec direction(Step k, LowerTrajectory at, Adjoint adjoint, Batch rows) {
    UpperPoints f = at.upper(k.draw(Purpose.UPPER, rows));
    return adjoint.direction(k, at, f, k.weights(k.allBlocks()));
  }
}

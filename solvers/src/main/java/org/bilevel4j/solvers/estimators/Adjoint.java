package org.bilevel4j.solvers.estimators;

import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.solver.StatePart;
import org.bilevel4j.core.solver.StateVisitor;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.solvers.lower.LowerTrajectory;

/**
 * The part of a {@link Hypergradient} that lives as long as a run and may keep state per block
 * (warm starts, averages). It belongs to the solver's state, which shows it in its visit.
 */
@FunctionalInterface
public interface Adjoint extends StatePart {

  /**
   * The direction sum_i w_i [grad_x f_i - J_i v_i] at the newest lower iterate.
   *
   * @param y the lower steps just made, at the x the direction is for; not modified
   * @param f the upper losses at that x and {@code y.last()}
   * @param w the weights of the blocks
   * @return of length d_x, the caller's to change
   */
  Vec direction(Step k, LowerTrajectory y, UpperPoints f, Weights w);

  /** A record shows its components; what is no record, a lambda for instance, keeps nothing. */
  @Override
  default void visit(StateVisitor v) {
    if (this instanceof Record) {
      StatePart.super.visit(v);
    }
  }
}

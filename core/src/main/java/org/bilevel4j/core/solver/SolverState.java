package org.bilevel4j.core.solver;

import java.util.Optional;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.Dual;

/**
 * Everything a solver carries from step to step. Only {@link Solver#step} changes it; every array
 * in it appears in {@link #visit}, so that it can be saved, resumed and compared bit for bit.
 */
public interface SolverState {

  /** The upper variable (d_x). */
  Vec x();

  /** The simplex weights lambda (m), where the solver has them. */
  default Optional<Vec> weights() {
    return Optional.empty();
  }

  /** The lower variables y_i, where the solver tracks them. */
  default Optional<Blocks> lower() {
    return Optional.empty();
  }

  /** The dual that enters f_i. */
  default Dual dual() {
    return Dual.none();
  }

  /** Shows every array to the visitor. */
  void visit(StateVisitor v);

  /**
   * Catches up whatever was put off for blocks that were not touched. Called by the engine before
   * anybody looks at the state; it changes no trajectory.
   */
  default void settle() {}
}

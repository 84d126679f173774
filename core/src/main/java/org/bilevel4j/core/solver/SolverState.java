package org.bilevel4j.core.solver;

import java.util.Optional;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.Dual;

/**
 * Everything a solver carries from step to step, usually a record of arrays and parts. Only {@link
 * Solver#step} changes it; {@link #visit} shows all of it, so that it can be saved, resumed and
 * compared bit for bit.
 */
public interface SolverState extends StatePart {

  /**
   * The upper variable as it is stored (d_x). Local parts of blocks that were not touched lately
   * may lag behind; {@link #currentX} has caught up.
   */
  Vec x();

  /** The simplex weights lambda (m), where the solver has them. */
  default Optional<Vec> weights() {
    return Optional.empty();
  }

  /**
   * The lower variables that follow y_i*(x), where the solver keeps such: what tracked losses and
   * distances are measured at. A penalty method calls them z_i; its y_i go to the penalised
   * solution, which is C / sigma away.
   */
  default Optional<Blocks> lower() {
    return Optional.empty();
  }

  /** The dual that enters f_i. */
  default Dual dual() {
    return Dual.none();
  }

  /** A fresh copy of x in which everything put off is caught up. */
  default Vec currentX() {
    Vec out = x().copy();
    currentX(out);
    return out;
  }

  /**
   * Writes x with everything put off caught up. A state that defers motion of local parts overrides
   * this; asking changes nothing, so that looking at a run never changes its bits.
   *
   * @param out (d_x), modified
   */
  default void currentX(Vec out) {
    out.copyFrom(x());
  }
}

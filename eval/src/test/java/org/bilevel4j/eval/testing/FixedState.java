package org.bilevel4j.eval.testing;

import java.util.Optional;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.solver.SolverState;
import org.bilevel4j.core.solver.StateVisitor;

/** A state somebody wrote down. */
public record FixedState(Vec x, Optional<Blocks> lower, Optional<Vec> weights, Dual dual)
    implements SolverState {

  @Override
  public void visit(StateVisitor v) {
    v.vec("x", x);
    lower.ifPresent(y -> v.blocks("y", y));
    weights.ifPresent(w -> v.vec("lambda", w));
  }
}

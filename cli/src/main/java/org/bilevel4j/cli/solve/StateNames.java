package org.bilevel4j.cli.solve;

import java.util.Optional;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.solver.SolverState;
import org.bilevel4j.core.solver.StateVisitor;

/**
 * What a state calls its own. What it shows as lower variables need not be its y: a penalty method
 * tracks y_i*(x) by z, and extrapolation shows the second of two duals.
 */
public final class StateNames implements StateVisitor {
  private final Optional<Blocks> shown;
  private String lower = "y";
  private Optional<Blocks> y;
  private Dual alpha;

  private StateNames(SolverState state) {
    this.shown = state.lower();
    this.y = shown;
    this.alpha = state.dual();
  }

  /** The names of a state; it is not changed. */
  public static StateNames of(SolverState state) {
    StateNames names = new StateNames(state);
    state.visit(names);
    return names;
  }

  /** What the state calls {@link SolverState#lower}; y where it has no name for them. */
  public String lower() {
    return lower;
  }

  /** What the state calls y; the lower variables it shows where it calls nothing so. */
  Optional<Blocks> y() {
    return y;
  }

  /** What the state calls alpha; the dual it shows where it calls nothing so. */
  Dual alpha() {
    return alpha;
  }

  @Override
  public void vec(String name, Vec v) {
    if (name.equals("alpha") && alpha instanceof Dual.Shared) {
      alpha = new Dual.Shared(v);
    }
  }

  @Override
  public void blocks(String name, Blocks b) {
    if (shown.isPresent() && b == shown.get()) {
      lower = name;
    }
    if (name.equals("y")) {
      y = Optional.of(b);
    } else if (name.equals("alpha") && alpha instanceof Dual.PerBlock) {
      alpha = new Dual.PerBlock(b);
    }
  }

  @Override
  public void numbers(String name, double[] values) {}

  @Override
  public void counters(String name, long[] values) {}
}

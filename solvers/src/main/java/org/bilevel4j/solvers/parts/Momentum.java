package org.bilevel4j.solvers.parts;

import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.solver.Param;
import org.bilevel4j.core.solver.StateVisitor;
import org.bilevel4j.core.util.Args;

/**
 * Heavy-ball momentum of x and of y, an option of solvers whose papers have none.
 *
 * @param x mu of x
 * @param y mu of y
 */
public record Momentum(
    @Param(value = "heavy-ball momentum of x, 0 in the paper", range = "in [0, 1)") double x,
    @Param(value = "heavy-ball momentum of y, 0 in the paper", range = "in [0, 1)") double y) {

  /** Checks the ranges. */
  public Momentum {
    Args.within(0, Math.nextDown(1.0), x, "x");
    Args.within(0, Math.nextDown(1.0), y, "y");
  }

  /** No momentum. */
  public static Momentum none() {
    return new Momentum(0, 0);
  }

  /** Fresh buffers for variables like these, which are not modified. */
  public Buffers start(Vec upper, Blocks lower) {
    return new Buffers(HeavyBall.of(x, upper.dim()), new HeavyBall.PerBlock(y, lower.dims()));
  }

  /**
   * The buffers of a run.
   *
   * @param x of the upper variable
   * @param y of the lower variables
   */
  public record Buffers(HeavyBall x, HeavyBall.PerBlock y) {

    /** Shows the buffers. */
    public void visit(StateVisitor v) {
      x.visit("momentum.x", v);
      y.visit("momentum.y", v);
    }
  }
}

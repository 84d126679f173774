package org.bilevel4j.solvers.lower;

import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.core.util.Args;

/**
 * How the steps of a {@link LowerTrajectory} follow their gradients. Whatever unrolls the steps
 * makes moves of the same kind, with derivatives in the place of y.
 *
 * <pre>
 * move_t = mu move_{t-1} - eta (grad_y g(x, y_{t-1}) + w y_{t-1}),   y_t = y_{t-1} + move_t
 * </pre>
 *
 * <p>The move that a path begins with counts as a constant.
 *
 * @param momentum mu, in [0, 1)
 * @param weightDecay w, at least 0
 */
public record TrajectoryRule(double momentum, double weightDecay) {
  /** Steps along gradients. */
  public static final TrajectoryRule PLAIN = new TrajectoryRule(0, 0);

  /** Checks the ranges. */
  public TrajectoryRule {
    Args.within(0, Math.nextDown(1.0), momentum, "momentum");
    Args.nonNegative(weightDecay, "weightDecay");
  }

  /** Whether a move goes on in the next one. */
  public boolean rolls() {
    return momentum > 0;
  }

  /**
   * g + w at, for the blocks of g.
   *
   * @param g a gradient, not modified
   * @param at where, at least the blocks of g; not modified
   * @return g itself without decay; read-only
   */
  public Blocks decayed(Step k, Blocks g, Blocks at) {
    if (weightDecay == 0) {
      return g;
    }
    Blocks out = k.blocks(g.set(), g.dims());
    for (int p = 0; p < g.set().size(); p++) {
      out.atPosition(p).axpy(1, g.atPosition(p));
      out.atPosition(p).axpy(weightDecay, at.at(g.set().id(p)));
    }
    return out;
  }

  /** Where the moves of z are added up: zeros of their own, or without momentum z itself. */
  public Blocks moves(Step k, Blocks z) {
    return rolls() ? k.blocks(z.set(), z.dims()) : z;
  }

  /** move := mu move, where it goes on. */
  public void fade(Blocks move) {
    if (rolls()) {
      move.scale(momentum);
    }
  }

  /** out := out + part, where they are two and not, without momentum, one and the same. */
  public void join(Blocks part, Blocks out) {
    if (rolls()) {
      out.axpy(1, part);
    }
  }

  /**
   * Lets momentum pass over steps of one size only: for two, moves would have to be scaled.
   *
   * @throws IllegalStateException for momentum and two sizes
   */
  void requireOneSize(double first, double eta) {
    if (rolls() && first != eta) {
      throw new IllegalStateException(
          "lower path: a step of " + eta + " follows one of " + first + ", but momentum is on.");
    }
  }
}

package org.bilevel4j.solvers.updates;

import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.solver.StateVisitor;

/**
 * Heavy-ball momentum in the convention of deep-learning frameworks: buffer := mu * buffer + g, and
 * the step follows the buffer. With mu = 0 it hands gradients through and keeps nothing.
 */
public final class HeavyBall {
  private final double mu;
  private final Vec buffer;

  private HeavyBall(double mu, Vec buffer) {
    this.mu = mu;
    this.buffer = buffer;
  }

  /**
   * A buffer at zero.
   *
   * @param mu in [0, 1)
   */
  public static HeavyBall of(double mu, int dim) {
    return new HeavyBall(mu, Vec.zeros(mu == 0 ? 0 : dim));
  }

  /**
   * The direction to step along.
   *
   * @param g the gradient, not modified
   * @return g itself when mu is 0, otherwise the buffer; read-only
   */
  public Vec through(Vec g) {
    if (mu == 0) {
      return g;
    }
    buffer.scale(mu);
    buffer.axpy(1, g);
    return buffer;
  }

  /** Shows the buffer. */
  public void visit(String name, StateVisitor v) {
    v.vec(name, buffer);
  }

  /** The same for one vector per block, each touched when it is first stepped. */
  public static final class PerBlock {
    private final double mu;
    private final Blocks buffer;

    /** Buffers at zero. */
    public PerBlock(double mu, Dims dims) {
      this.mu = mu;
      this.buffer = Blocks.state(dims);
    }

    /**
     * The directions to step along, for the blocks of g.
     *
     * @param g the gradients, not modified
     * @return g itself when mu is 0, otherwise the buffers; read-only
     */
    public Blocks through(Blocks g) {
      if (mu == 0) {
        return g;
      }
      for (int p = 0; p < g.set().size(); p++) {
        Vec own = buffer.at(g.set().id(p));
        own.scale(mu);
        own.axpy(1, g.atPosition(p));
      }
      return buffer;
    }

    /** Shows the buffers. */
    public void visit(String name, StateVisitor v) {
      v.blocks(name, buffer);
    }
  }
}

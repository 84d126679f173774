package org.bilevel4j.solvers.updates;

import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.solver.StatePart;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.core.solver.Visit;

/**
 * Heavy-ball momentum in the convention of deep-learning frameworks: buffer := mu * buffer + g, and
 * the step follows the buffer. With mu = 0 it hands gradients through and keeps nothing.
 *
 * @param mu in [0, 1)
 * @param buffer of dimension 0 when mu is 0
 */
public record HeavyBall(@Visit(skip = true) double mu, @Visit("") Vec buffer) implements StatePart {

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

  /**
   * The same for one vector per block, each touched when it is first stepped.
   *
   * @param mu in [0, 1)
   * @param buffer one per block
   */
  public record PerBlock(@Visit(skip = true) double mu, @Visit("") Blocks buffer)
      implements StatePart {

    /** Buffers at zero. */
    public static PerBlock start(Step k, double mu, Dims dims) {
      return new PerBlock(mu, mu == 0 ? Blocks.state(dims) : k.state("momentum of y", dims));
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
  }
}

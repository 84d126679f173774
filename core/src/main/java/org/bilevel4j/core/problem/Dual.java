package org.bilevel4j.core.problem;

import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;

/**
 * The value of the dual variable that enters f_i. Simplex weights do not enter f_i: for them, and
 * for problems without a dual, it is {@link None}.
 */
public sealed interface Dual {

  /** Nothing enters f_i. */
  record None() implements Dual {
    @Override
    public String toString() {
      return "none";
    }
  }

  /**
   * alpha_i enters f_i.
   *
   * @param alpha one vector per block, not copied
   */
  record PerBlock(Blocks alpha) implements Dual {}

  /**
   * The same alpha enters every f_i.
   *
   * @param alpha not copied
   */
  record Shared(Vec alpha) implements Dual {}

  /** Nothing enters f_i. */
  static Dual none() {
    return new None();
  }

  /** The alpha that enters f of a block; a vector of dimension 0 when there is none. */
  default Vec at(int block) {
    if (this instanceof PerBlock p) {
      return p.alpha.at(block);
    }
    return this instanceof Shared s ? s.alpha : Vec.zeros(0);
  }
}

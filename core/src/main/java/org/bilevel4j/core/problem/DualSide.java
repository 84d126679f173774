package org.bilevel4j.core.problem;

import org.bilevel4j.core.math.Dims;

/** What the maximising side of a problem is. */
public sealed interface DualSide {

  /** No maximisation. */
  record None() implements DualSide {}

  /** lambda in the simplex weighs the blocks: the worst case over objectives. */
  record Simplex() implements DualSide {}

  /**
   * One alpha_i per block.
   *
   * @param dims their dimensions
   */
  record PerBlock(Dims dims) implements DualSide {}

  /**
   * One alpha that all blocks share.
   *
   * @param dim its dimension
   */
  record Shared(int dim) implements DualSide {}

  /** The kinds, for declaring what a solver can take. */
  enum Kind {
    /** {@link None}. */
    NONE,
    /** {@link Simplex}. */
    SIMPLEX,
    /** {@link PerBlock}. */
    PER_BLOCK,
    /** {@link Shared}. */
    SHARED
  }

  /** The kind of this side. */
  default Kind kind() {
    if (this instanceof Simplex) {
      return Kind.SIMPLEX;
    }
    if (this instanceof PerBlock) {
      return Kind.PER_BLOCK;
    }
    return this instanceof Shared ? Kind.SHARED : Kind.NONE;
  }
}

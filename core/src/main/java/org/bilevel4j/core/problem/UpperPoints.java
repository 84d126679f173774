package org.bilevel4j.core.problem;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;

/**
 * The upper losses of a set of blocks at one place and on one draw; the rules of {@link
 * LowerPoints} hold.
 */
public interface UpperPoints {

  /** The blocks. */
  BlockSet set();

  /** f_i, one entry per position of the set; read-only. */
  Vec values();

  /**
   * The losses that the objective is made of: {@link #values}, or those of the blocks that were
   * stacked into one; read-only.
   */
  default Vec objectives() {
    return values();
  }

  /** grad_y f_i; read-only. */
  Blocks gradY();

  /** grad_alpha_i f_i, for a dual of its own per block; read-only. */
  Blocks gradDual();

  /**
   * out += sum_i w_i grad_x f_i.
   *
   * @param out (d_x), modified
   */
  void addGradX(Weights w, Vec out);

  /**
   * out += sum_i w_i grad_alpha f_i, for a shared dual.
   *
   * @param out (dimension of alpha), modified
   */
  void addGradSharedDual(Weights w, Vec out);

  /** A zero vector like x that may be non-zero where this set's blocks look. */
  Vec upperZeros();

  /** sum_i w_i grad_x f_i. */
  default Vec gradX(Weights w) {
    Vec out = upperZeros();
    addGradX(w, out);
    return out;
  }
}

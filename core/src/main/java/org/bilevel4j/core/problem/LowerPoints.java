package org.bilevel4j.core.problem;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;

/**
 * The lower losses of a set of blocks at one place and on one draw. Answers without an argument are
 * computed once, shared and read-only; answers with an argument are the caller's to change. Both
 * live as long as the point: until the end of the step, or of the inner iteration it was made in.
 * Blocks come in the order of {@link #set}.
 *
 * <p>H_i = grad2_yy g_i (d_i by d_i); J_i = grad2_xy g_i (d_x by d_i, J[a][b] = d/dx_a d/dy_b g).
 */
public interface LowerPoints {

  /** The blocks. */
  BlockSet set();

  /** g_i, one entry per position of the set; read-only. */
  Vec values();

  /** grad_y g_i; read-only. */
  Blocks gradY();

  /**
   * out += sum_i w_i grad_x g_i.
   *
   * @param out (d_x), modified
   */
  void addGradX(Weights w, Vec out);

  /**
   * H_i v_i for each block.
   *
   * @param v at least the blocks of the set, not modified
   */
  Blocks hvpYY(Blocks v);

  /**
   * out += sum_i w_i J_i v_i.
   *
   * @param v at least the blocks of the set, not modified
   * @param out (d_x), modified
   */
  void addCrossXY(Weights w, Blocks v, Vec out);

  /**
   * J_i^T u for each block.
   *
   * @param u (d_x), not modified
   */
  Blocks crossYX(Vec u);

  /** The dense H_i, d_i*d_i entries each, row-major; read-only. */
  Blocks hessianYY();

  /** The dense J_i, d_x*d_i entries each, row-major; read-only. */
  Blocks jacobianXY();

  /** A zero vector like x that may be non-zero where this set's blocks look. */
  Vec upperZeros();

  /** sum_i w_i grad_x g_i. */
  default Vec gradX(Weights w) {
    Vec out = upperZeros();
    addGradX(w, out);
    return out;
  }

  /** sum_i w_i J_i v_i. */
  default Vec crossXY(Weights w, Blocks v) {
    Vec out = upperZeros();
    addCrossXY(w, v, out);
    return out;
  }
}

package org.bilevel4j.eval.exact;

import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.Dual;

/**
 * Everything at one x that an exact evaluation knows; vectors are owned by whoever holds this.
 *
 * @param x (d_x)
 * @param lower y_i*(x)
 * @param dual alpha* at (x, y*); none where the problem has none
 * @param dualReached whether its tolerance was reached
 * @param values ell_i(x) = f_i(x, alpha_i*, y_i*(x)), m entries
 */
public record ExactPoint(Vec x, BlockSolution lower, Dual dual, boolean dualReached, Vec values) {

  /** Whether every inner problem was solved to its tolerance. */
  public boolean reached() {
    return dualReached && lower.allReached();
  }

  /** sum_i w_i ell_i(x). */
  public double value(Weights w) {
    double sum = 0;
    for (int i = 0; i < values.dim(); i++) {
      sum += w.at(i) * values.get(i);
    }
    return sum;
  }
}

package org.bilevel4j.core.problem;

import org.bilevel4j.core.math.Vec;

/**
 * A problem as mathematics: losses without derivatives. An oracle (finite differences, autodiff)
 * turns it into a {@link BilevelProblem}; switching between them is one argument.
 *
 * <p>Losses that add up over rows (the usual case) implement the per-row methods alone. Losses of a
 * whole batch override the batch methods and declare {@code additive = false} in their {@link
 * Rows}.
 *
 * <p>Losses are pure functions: oracles ask them from several threads at once, and a little outside
 * the sets too.
 */
public interface BilevelModel extends ProblemShape {

  /**
   * f_i of one row.
   *
   * @param block i
   * @param x (d_x), not modified
   * @param y (d_i), not modified
   * @param dual alpha_i, of dimension 0 when there is none; not modified
   * @param row 0..count-1
   */
  double upperLoss(int block, Vec x, Vec y, Vec dual, int row);

  /**
   * g_i of one row, regularisation included.
   *
   * @param block i
   * @param x (d_x), not modified
   * @param y (d_i), not modified
   * @param row 0..count-1
   */
  double lowerLoss(int block, Vec x, Vec y, int row);

  /** f_i of a batch: the mean over rows unless overridden. */
  default double upperLoss(int block, Vec x, Vec y, Vec dual, int[] rows) {
    double sum = 0;
    for (int row : rows) {
      sum += upperLoss(block, x, y, dual, row);
    }
    return sum / rows.length;
  }

  /** g_i of a batch: the mean over rows unless overridden. */
  default double lowerLoss(int block, Vec x, Vec y, int[] rows) {
    double sum = 0;
    for (int row : rows) {
      sum += lowerLoss(block, x, y, row);
    }
    return sum / rows.length;
  }
}

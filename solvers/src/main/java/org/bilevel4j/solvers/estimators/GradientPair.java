package org.bilevel4j.solvers.estimators;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.Purpose;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.solver.Step;

/** The rows of the two gradients grad_x g whose difference stands for the implicit term. */
public enum GradientPair {
  /** One batch for both: the variance stays bounded as sigma grows. */
  SHARED,
  /** A batch each, as in theory: the variance grows with the square of sigma. */
  INDEPENDENT;

  /** grad_y f_i + sigma grad_y g_i, of the step's workspace. */
  public static Blocks slope(Step k, UpperPoints f, double sigma, LowerPoints g) {
    Blocks out = k.blocks(f.set(), k.problem().lowerDims());
    out.copyFrom(f.gradY());
    out.axpy(sigma, g.gradY());
    return out;
  }

  /**
   * out += sum_i w_i [ grad_x g_i(x, y_i) - grad_x g_i(x, z_i) ].
   *
   * @param w the blocks' weights times sigma
   * @param out (d_x), modified
   */
  public void add(Step k, BlockSet set, Vec x, Blocks y, Blocks z, Batch rows, Weights w, Vec out) {
    Draw one = k.draw(Purpose.CROSS, 0, rows);
    Draw other = this == SHARED ? one : k.draw(Purpose.CROSS, 1, rows);
    k.lower(set, x, y, one).addGradX(w, out);
    k.lower(set, x, z, other).addGradX(w.times(-1), out);
  }
}

package org.bilevel4j.solvers.lower;

import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.solver.Cost;
import org.bilevel4j.core.solver.Step;

/**
 * What the scripts published with MORBiT do with their lower steps and the paper does not; all off
 * by default.
 *
 * <pre>
 * oneBatch       the T lower steps of an iteration see the same rows (sinusoid script)
 * leakGradients  h := h + sum_t sum_i grad_x g_i(x, y_i,t), not weighted, on the rows of each lower
 *                step (scripts on images and letters: x keeps what the lower passes leave in its
 *                gradient); it biases x towards small lower losses
 * </pre>
 *
 * @param oneBatch see above
 * @param leakGradients see above
 */
public record AuthorScriptOptions(
    @Param("all lower steps of an iteration see the same rows, as in the sinusoid script")
        boolean oneBatch,
    @Param("add grad_x g of every lower step, not weighted, to the step of x, as in the scripts")
        boolean leakGradients) {

  /** The paper's lower steps. */
  public static AuthorScriptOptions none() {
    return new AuthorScriptOptions(false, false);
  }

  /** A path of no steps yet, as {@link LowerTrajectory#from}. */
  public LowerTrajectory path(Step k, BlockSet set, Vec x, Blocks y, Batch batch) {
    LowerTrajectory path = LowerTrajectory.from(k, set, x, y, batch);
    return oneBatch ? path.onOneBatch() : path;
  }

  /** Adds what leaks to a direction; h (d_x) is modified. */
  public void leak(LowerTrajectory y, Vec h) {
    for (int t = 0; t < y.steps() && leakGradients; t++) {
      y.pointsBefore(t).addGradX(Weights.constant(1), h);
    }
  }

  /** The oracle calls of T lower steps per block, what leaks included. */
  public Cost cost(int lowerSteps) {
    Cost steps = Cost.none().and(OracleCall.LOWER_GRAD_Y, lowerSteps);
    return leakGradients ? steps.and(OracleCall.LOWER_GRAD_X, lowerSteps) : steps;
  }
}

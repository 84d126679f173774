package org.bilevel4j.solvers.multiblock;

import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.Purpose;
import org.bilevel4j.core.util.UserError;

/**
 * Whether the two losses of a block take the same rows, as in Hu, Zhong, Yang 2022, Algorithm 3.
 */
final class SharedRows {
  /** What the option is, for the annotation of a parameter. */
  static final String MEANING =
      "whether both losses take the same rows, as in Algorithm 3; their batches must be equal";

  private SharedRows() {}

  static void check(boolean oneBatch, Batch lower, Batch upper) {
    if (oneBatch && !lower.equals(upper)) {
      throw new UserError(
          "oneBatch: lowerBatch is " + lower + ", upperBatch is " + upper + ", must be equal.",
          "lowerBatch: " + upper + ".");
    }
  }

  /** What the rows of the lower loss are drawn for. */
  static Purpose lower(boolean oneBatch) {
    return oneBatch ? Purpose.UPPER : Purpose.LOWER;
  }
}

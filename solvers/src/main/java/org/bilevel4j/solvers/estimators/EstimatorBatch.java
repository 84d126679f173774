package org.bilevel4j.solvers.estimators;

import org.bilevel4j.core.config.TextForm;
import org.bilevel4j.core.problem.Batch;
import org.jspecify.annotations.Nullable;

/**
 * The rows an estimator draws for Hessian and cross products: as many as the solver's lower step,
 * or a batch of its own.
 *
 * @param own its own batch; null for the one of the lower step
 */
@TextForm("'lower' (as the lower step) or a batch")
public record EstimatorBatch(@Nullable Batch own) {

  /** As many rows as the lower step. */
  public static EstimatorBatch likeLower() {
    return new EstimatorBatch(null);
  }

  /** A batch of its own. */
  public static EstimatorBatch of(Batch batch) {
    return new EstimatorBatch(batch);
  }

  /** Reads "lower" or a batch. */
  public static EstimatorBatch parse(String text) {
    return text.equals("lower") ? likeLower() : of(Batch.parse(text));
  }

  /** The batch, given the one of the lower step. */
  Batch orElse(Batch lower) {
    return own == null ? lower : own;
  }

  @Override
  public String toString() {
    return own == null ? "lower" : own.toString();
  }
}

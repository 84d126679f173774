package org.bilevel4j.applications.auc;

import org.bilevel4j.oracles.tensor.Tensor;

/** What an AUC objective sees of the outputs of a head. */
public enum ScoreForm {
  /** The outputs themselves. */
  RAW,
  /** Their sigmoids, in (0, 1). */
  SIGMOID,
  /** The outputs of the batch, divided by their Euclidean norm (LibAUC's option "l2"). */
  L2;

  /** Below it the norm of a batch is not divided by. */
  private static final double LEAST_NORM = 1e-12;

  /** The scores of a column of outputs. */
  Tensor of(Tensor outputs) {
    return switch (this) {
      case RAW -> outputs;
      case SIGMOID -> outputs.sigmoid();
      case L2 -> outputs.over(outputs.normSquared().plus(LEAST_NORM * LEAST_NORM).sqrt());
    };
  }
}

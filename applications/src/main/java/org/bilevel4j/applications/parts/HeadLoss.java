package org.bilevel4j.applications.parts;

import org.bilevel4j.oracles.heads.DoubleSoftmaxLoss;
import org.bilevel4j.oracles.heads.LogisticLoss;
import org.bilevel4j.oracles.heads.RowLoss;
import org.bilevel4j.oracles.heads.SoftmaxLoss;

/** Losses of binary tasks. */
public enum HeadLoss {
  /** One column, log(1 + e^z) - t z. */
  LOGISTIC,
  /** Two columns, cross-entropy of their softmax. */
  SOFTMAX,
  /** Two columns, cross-entropy of soft-maxed outputs, as the published scripts compute it. */
  DOUBLE_SOFTMAX;

  /** The loss. */
  public RowLoss rowLoss() {
    return switch (this) {
      case LOGISTIC -> new LogisticLoss();
      case SOFTMAX -> new SoftmaxLoss(2);
      case DOUBLE_SOFTMAX -> new DoubleSoftmaxLoss(2);
    };
  }
}

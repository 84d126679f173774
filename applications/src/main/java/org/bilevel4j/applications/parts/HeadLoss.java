package org.bilevel4j.applications.parts;

import org.bilevel4j.oracles.heads.DoubleSoftmaxLoss;
import org.bilevel4j.oracles.heads.LogisticLoss;
import org.bilevel4j.oracles.heads.RowLoss;
import org.bilevel4j.oracles.heads.SoftmaxLoss;
import org.bilevel4j.oracles.tensor.Tensor;

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

  /**
   * The mean loss of rows in tensor operations.
   *
   * @param scores a row's outputs, one or two columns
   * @param targets a row's class, 0 or 1
   */
  public Tensor mean(Tensor scores, Tensor targets) {
    return switch (this) {
      case LOGISTIC -> scores.softplus().minus(targets.times(scores)).mean();
      case SOFTMAX -> scores.crossEntropy(targets).mean();
      case DOUBLE_SOFTMAX -> scores.softmax().crossEntropy(targets).mean();
    };
  }
}

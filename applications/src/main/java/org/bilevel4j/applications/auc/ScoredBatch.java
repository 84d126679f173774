package org.bilevel4j.applications.auc;

import org.bilevel4j.oracles.tensor.Tensor;

/**
 * The scores of one task's batch of rows, which is all that a loss sees of the network. A class
 * that the batch lacks has means of 0.
 */
public final class ScoredBatch {
  private final Tensor outputs;
  private final Tensor scores;
  private final Tensor labels;
  private final Tensor one;

  /**
   * A batch.
   *
   * @param outputs of the head: n x 1
   * @param scores what an AUC objective sees of them: n x 1
   * @param labels 0 and 1: n x 1
   * @param one 1
   */
  ScoredBatch(Tensor outputs, Tensor scores, Tensor labels, Tensor one) {
    this.outputs = outputs;
    this.scores = scores;
    this.labels = labels;
    this.one = one;
  }

  /** h, the scores in the form that the application names: n x 1. */
  public Tensor scores() {
    return scores;
  }

  /** The outputs of the head, logits for cross-entropy: n x 1. */
  public Tensor outputs() {
    return outputs;
  }

  /** 1 for positives, 0 for negatives: n x 1. */
  public Tensor labels() {
    return labels;
  }

  /** z, the outputs of positives and minus the outputs of negatives: n x 1. */
  public Tensor margins() {
    return labels.times(2).minus(1).times(outputs);
  }

  /** E+, the mean over the positives of the batch: 1 x 1. */
  public Tensor ofPositives(Tensor values) {
    return mean(values, labels);
  }

  /** E-, the mean over the negatives of the batch: 1 x 1. */
  public Tensor ofNegatives(Tensor values) {
    return mean(values, labels.complement());
  }

  /** How many negatives the batch has: 1 x 1. */
  public Tensor negatives() {
    return labels.complement().sum();
  }

  private Tensor mean(Tensor values, Tensor mask) {
    return values.times(mask).sum().over(mask.sum().max(one));
  }
}

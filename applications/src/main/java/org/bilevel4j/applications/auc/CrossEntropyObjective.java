package org.bilevel4j.applications.auc;

import com.google.auto.service.AutoService;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.oracles.tensor.Tensor;

/**
 * Binary cross-entropy of the outputs s, whatever the form of the scores.
 *
 * <pre>
 * f_i = mean over rows of log(1 + e^s) - t s = log(1 + e^-z),   z = (2 t - 1) s
 * </pre>
 */
@AutoService(Component.class)
@Listed(name = "ce", aliases = "cross-entropy", title = "binary cross-entropy")
public record CrossEntropyObjective() implements ScoreObjective {

  /** The loss of a batch: 1 x 1. */
  static Tensor of(ScoredBatch batch) {
    return batch.margins().negate().softplus().mean();
  }

  @Override
  public Tensor upperLoss(TaskBatch batch) {
    return of(batch.scored());
  }

  @Override
  public boolean isAdditive() {
    return true;
  }
}

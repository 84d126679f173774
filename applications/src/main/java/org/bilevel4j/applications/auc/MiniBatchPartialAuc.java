package org.bilevel4j.applications.auc;

import com.google.auto.service.AutoService;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.oracles.tensor.Tensor;

/**
 * One-way partial AUC of every batch by itself: the square loss of pairs of all positives with the
 * highest-scored negatives of the batch, which no batch is an unbiased estimate of.
 *
 * <pre>
 * f_i = mean over pairs (c - h+ + h-)^2, h- among the top ceil(rho n-) but not the top
 *       ceil(rho_l n-) negatives of the batch
 *     = Var+ + Var- + (c + mean- - mean+)^2
 * </pre>
 */
@AutoService(Component.class)
@Listed(
    name = "mb",
    title = "partial AUC of each batch by itself",
    source = "Kar, Narasimhan, Jain, NeurIPS 2014, as the baseline MB of Hu, Zhong, Yang 2022",
    differs = "square loss; rho_l above 0 is an extension")
public record MiniBatchPartialAuc(
    @Param(value = "distance wanted between scores", symbol = "c", range = "above 0") double margin)
    implements ScoreObjective {
  /** More than scores differ by. */
  private static final double FAR = 1e9;

  /** Checks the margin. */
  public MiniBatchPartialAuc {
    Args.positive(margin, "margin");
  }

  /** Margin 1. */
  public MiniBatchPartialAuc() {
    this(1);
  }

  @Override
  public Tensor upperLoss(TaskBatch batch) {
    FprRange fpr = batch.shape().fpr();
    ScoredBatch s = batch.scored();
    Tensor h = s.scores();
    Tensor negatives = h.minus(s.labels().times(FAR)); // positives are never among the largest
    Tensor hard = negatives.largest(s.negatives().times(fpr.to()));
    if (fpr.from() > 0) {
      hard = hard.minus(negatives.largest(s.negatives().times(fpr.from())));
    }
    Tensor count = hard.sum().max(batch.in().number(1));
    Tensor low = hard.times(h).sum().over(count);
    Tensor high = s.ofPositives(h);
    Tensor spread =
        s.ofPositives(h.minus(high).square())
            .plus(hard.times(h.minus(low).square()).sum().over(count));
    return spread.plus(low.minus(high).plus(margin).square());
  }
}

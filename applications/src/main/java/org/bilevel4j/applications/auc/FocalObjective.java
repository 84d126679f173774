package org.bilevel4j.applications.auc;

import com.google.auto.service.AutoService;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.oracles.tensor.Tensor;

/**
 * Focal loss of the outputs s, whatever the form of the scores.
 *
 * <pre>
 * f_i = mean over rows of -weight_t (1 - p_t)^gamma log p_t
 *       p_t = sigmoid(s) for positives, 1 - sigmoid(s) for negatives
 *       weight_t = weight of the class that it weighs, 1 - weight of the other
 * </pre>
 */
@AutoService(Component.class)
@Listed(
    name = "focal",
    title = "focal loss",
    source = "Lin, Goyal, Girshick, He, Dollar, ICCV 2017")
public record FocalObjective(
    @Param(value = "how fast rows that are right lose weight", range = "at least 0") double gamma,
    @Param(
            value = "weight of one class, the other has 1 - weight",
            symbol = "alpha",
            range = "0 to 1")
        double weight,
    @Param("the class that weight weighs: positives in the paper, negatives in LibAUC")
        Weighed weighs)
    implements ScoreObjective {

  /** The class that the weight is for. */
  public enum Weighed {
    /** As in the paper. */
    POSITIVES,
    /** As in LibAUC, which indexes (weight, 1 - weight) by the label. */
    NEGATIVES
  }

  /** Checks the ranges. */
  public FocalObjective {
    Args.nonNegative(gamma, "gamma");
    Args.within(0, 1, weight, "weight");
  }

  /** The paper's best setting. */
  public FocalObjective() {
    this(2, 0.25, Weighed.POSITIVES);
  }

  @Override
  public Tensor upperLoss(TaskBatch batch) {
    ScoredBatch s = batch.scored();
    Tensor z = s.margins(); // p_t = sigmoid(z)
    double positive = weighs == Weighed.POSITIVES ? weight : 1 - weight;
    Tensor weights = s.labels().times(2 * positive - 1).plus(1 - positive);
    Tensor wrong = z.softplus().times(-gamma).exp(); // (1 - p_t)^gamma
    return weights.times(wrong).times(z.negate().softplus()).mean();
  }

  @Override
  public boolean isAdditive() {
    return true;
  }
}

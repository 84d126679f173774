package org.bilevel4j.eval.metric;

import com.google.auto.service.AutoService;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.eval.statistics.Numbers;

/**
 * {@code SET.two-way-pauc@TPR-FPR}: the AUC of each task's lowest positives against its highest
 * negatives.
 *
 * @param tprFrom least true positive rate
 * @param fprTo largest false positive rate
 */
@AutoService(Component.class)
@Listed(
    name = "two-way-pauc",
    title = "AUC of the lowest positives against the highest negatives, per task")
public record TwoWayAucMetric(
    @Param(
            value = "least true positive rate: the lowest 1 - tprFrom of the positives count",
            range = "[0, 1)")
        double tprFrom,
    @Param(
            value = "largest false positive rate: the highest fprTo of the negatives count",
            range = "(0, 1]")
        double fprTo)
    implements RankingMetric {

  /** Checks the ranges. */
  public TwoWayAucMetric {
    if (!(tprFrom >= 0 && tprFrom < 1 && fprTo > 0 && fprTo <= 1)) {
      throw new UserError(
          "two-way-pauc: tprFrom is "
              + tprFrom
              + " and fprTo is "
              + fprTo
              + ", must be in [0, 1) and (0, 1].");
    }
  }

  /** The lower half of the positives against the top tenth of the negatives. */
  public TwoWayAucMetric() {
    this(0.5, 0.1);
  }

  @Override
  public String column() {
    return "two-way-pauc@" + Numbers.text(tprFrom) + "-" + Numbers.text(fprTo);
  }

  @Override
  public double of(RankedScores ranked) {
    return PartialAuc.twoWay(ranked, tprFrom, fprTo);
  }
}

package org.bilevel4j.eval.metric;

import com.google.auto.service.AutoService;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.eval.statistics.Numbers;

/**
 * {@code SET.pauc@TO}, with another form {@code SET.pauc-normalised@TO}, with another lower bound
 * {@code SET.pauc@FROM-TO}: the scaled area under a part of the ROC curve of each task.
 *
 * @param fprTo largest false positive rate
 * @param fprFrom least false positive rate
 * @param form how the area is scaled
 */
@AutoService(Component.class)
@Listed(
    name = "pauc",
    title = "one-way partial area under the ROC curve per task, over a range of FPR",
    source = "McClish 1989 (form=mcclish)")
public record PartialAucMetric(
    @Param(value = "largest false positive rate", symbol = "rho", range = "(fprFrom, 1]")
        double fprTo,
    @Param(value = "least false positive rate", symbol = "rho_l", range = "[0, fprTo)")
        double fprFrom,
    @Param(
            value =
                "how the area A is scaled: mcclish so that chance is 1/2 and the best 1, normalised"
                    + " to A / (fprTo - fprFrom)",
            range = "mcclish, normalised")
        PartialAuc.Form form)
    implements RankingMetric {

  /** Checks the range. */
  public PartialAucMetric {
    if (!(fprFrom >= 0 && fprFrom < fprTo && fprTo <= 1)) {
      throw new UserError(
          "pauc: fprFrom is "
              + fprFrom
              + " and fprTo is "
              + fprTo
              + ", must be 0 <= fprFrom < fprTo <= 1.");
    }
  }

  /** FPR up to 0.1, in McClish's form. */
  public PartialAucMetric() {
    this(0.1, 0, PartialAuc.Form.MCCLISH);
  }

  @Override
  public String column() {
    return "pauc"
        + (form == PartialAuc.Form.NORMALISED ? "-normalised" : "")
        + "@"
        + (fprFrom > 0 ? Numbers.text(fprFrom) + "-" : "")
        + Numbers.text(fprTo);
  }

  @Override
  public double of(RankedScores ranked) {
    return PartialAuc.of(ranked, fprFrom, fprTo, form);
  }
}

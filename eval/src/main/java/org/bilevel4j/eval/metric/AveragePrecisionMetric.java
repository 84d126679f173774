package org.bilevel4j.eval.metric;

import com.google.auto.service.AutoService;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;

/** {@code SET.average-precision}: the average precision of each task. */
@AutoService(Component.class)
@Listed(
    name = "average-precision",
    title = "average precision per task, equal scores taken together")
public record AveragePrecisionMetric() implements RankingMetric {
  @Override
  public String column() {
    return "average-precision";
  }

  @Override
  public double of(RankedScores ranked) {
    return AveragePrecision.of(ranked);
  }
}

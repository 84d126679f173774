package org.bilevel4j.eval.metric;

import com.google.auto.service.AutoService;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;

/** {@code SET.auc}: the area under the ROC curve of each task. */
@AutoService(Component.class)
@Listed(
    name = "auc",
    title = "area under the ROC curve per task, ties counted half",
    source = "Mann, Whitney 1947")
public record AucMetric() implements RankingMetric {
  @Override
  public String column() {
    return "auc";
  }

  @Override
  public double of(RankedScores ranked) {
    return RocAuc.of(ranked);
  }
}

package org.bilevel4j.cli.grid;

import java.util.List;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.catalogue.Entry;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.eval.metric.Metric;

/** The metrics that an experiment names, with their parameters. */
final class ChosenMetrics {
  private ChosenMetrics() {}

  /**
   * Reads.
   *
   * @param texts "name" or "name(key=value)" each; none means every metric as it is
   * @return the metrics in the order named; one may be there several times with other parameters
   * @throws UserError about the first text that does not fit
   */
  static List<Metric> of(List<String> texts, Catalogue<Metric> known) {
    if (texts.isEmpty()) {
      return known.entries().stream().map(Entry::component).toList();
    }
    try {
      return texts.stream().map(known::parse).distinct().toList();
    } catch (UserError e) {
      throw new UserError("evaluate.metrics: " + e.sentence(), e.cure(), e);
    }
  }
}

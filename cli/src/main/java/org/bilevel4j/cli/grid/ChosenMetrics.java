package org.bilevel4j.cli.grid;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bilevel4j.core.config.Catalogue;
import org.bilevel4j.core.config.ComponentSpec;
import org.bilevel4j.core.config.Records;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.eval.metric.MetricEntry;

/** The metrics that an experiment names, with their parameters. */
final class ChosenMetrics {
  private static final String EXAMPLE = "prox(proxRho=2, proxSteps=50)";

  private ChosenMetrics() {}

  /**
   * Reads.
   *
   * @param texts "name" or "name(key=value)" each; none means every metric as it is
   * @return parameters by metric, in the order named
   * @throws UserError about the first text that does not fit
   */
  static Map<MetricEntry, Record> of(List<String> texts, Catalogue<MetricEntry> known) {
    Map<MetricEntry, Record> chosen = new LinkedHashMap<>();
    try {
      if (texts.isEmpty()) {
        known.entries().forEach(entry -> chosen.put(entry, entry.defaults()));
      }
      for (String text : texts) {
        ComponentSpec read = ComponentSpec.parse("metric", text, EXAMPLE);
        MetricEntry entry = known.get(read.name());
        Record bound = Records.bind(entry.defaults(), read.values(), entry.name());
        Record other = chosen.put(entry, bound);
        if (other != null && !other.equals(bound)) {
          throw new UserError(
              "metric '" + entry.name() + "' is there twice, once as " + text + ".");
        }
      }
    } catch (UserError e) {
      throw new UserError("evaluate.metrics: " + e.sentence(), e.cure(), e);
    }
    return chosen;
  }
}

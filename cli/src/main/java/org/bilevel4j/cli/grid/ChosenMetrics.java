package org.bilevel4j.cli.grid;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
   * @return the metrics in the order named
   * @throws UserError about the first text that does not fit
   */
  static List<Metric> of(List<String> texts, Catalogue<Metric> known) {
    if (texts.isEmpty()) {
      return known.entries().stream().map(Entry::component).toList();
    }
    Map<String, Metric> chosen = new LinkedHashMap<>();
    try {
      for (String text : texts) {
        Metric metric = known.parse(text);
        String name = Entry.of(metric).name();
        Metric other = chosen.put(name, metric);
        if (other != null && !other.equals(metric)) {
          throw new UserError("metric '" + name + "' is there twice, once as " + text + ".");
        }
      }
    } catch (UserError e) {
      throw new UserError("evaluate.metrics: " + e.sentence(), e.cure(), e);
    }
    return List.copyOf(chosen.values());
  }
}

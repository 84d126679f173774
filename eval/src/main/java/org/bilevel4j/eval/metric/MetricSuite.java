package org.bilevel4j.eval.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.Measure;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.catalogue.Entry;
import org.bilevel4j.core.parallel.WorkerTeam;
import org.bilevel4j.core.run.Snapshot;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.eval.exact.ExactOptions;

/**
 * The metrics of a run in two tiers, with fixed columns. Immutable; a suite may serve many runs of
 * its application at once.
 */
public final class MetricSuite {
  private final Application application;
  private final ExactOptions options;
  private final List<Part> parts;

  private record Part(String name, Metric metric, List<Measure> columns) {}

  private MetricSuite(Application application, ExactOptions options, List<Part> parts) {
    this.application = application;
    this.options = options;
    this.parts = parts;
  }

  /**
   * A suite.
   *
   * @param metrics those that do not apply to the application are left out
   * @param options how exactly inner problems are solved
   * @throws UserError when two metrics fill the same column
   */
  public static MetricSuite of(
      Application application, Collection<? extends Metric> metrics, ExactOptions options) {
    List<Part> parts = new ArrayList<>();
    Map<String, String> owners = new TreeMap<>();
    for (Metric metric : metrics) {
      String name = Entry.of(metric).name();
      List<Measure> columns = List.copyOf(metric.columns(application));
      for (Measure column : columns) {
        String other = owners.put(column.name(), name);
        if (other != null) {
          String who =
              other.equals(name)
                  ? "metric '" + name + "' is there twice and fills"
                  : "metrics '" + other + "' and '" + name + "' both fill";
          throw new UserError(who + " column '" + column.name() + "'; a column has one owner.");
        }
      }
      if (!columns.isEmpty()) {
        parts.add(new Part(name, metric, columns));
      }
    }
    return new MetricSuite(application, options, List.copyOf(parts));
  }

  /** Every metric on the class path, with default parameters. */
  public static MetricSuite of(Application application, ExactOptions options) {
    List<Entry<Metric>> all = Catalogue.load(Metric.KIND).entries();
    return of(application, all.stream().map(Entry::component).toList(), options);
  }

  /** The columns of a tier, in the order in which they are measured. */
  public List<String> columns(Tier tier) {
    return parts.stream()
        .filter(p -> p.metric.tier() == tier)
        .flatMap(p -> p.columns.stream())
        .map(Measure::name)
        .toList();
  }

  /** The columns of both tiers, and which way each is better. */
  public List<Measure> measures() {
    return parts.stream().flatMap(p -> p.columns.stream()).toList();
  }

  /**
   * Measures all metrics of a tier. Where x is not finite, exact values are NaN without being
   * sought.
   *
   * @param snapshot not modified
   * @param team the threads to work with; the values have the same bits for any number
   * @return by column, in the order of {@link #columns}
   */
  public Map<String, Double> measure(Tier tier, Snapshot snapshot, WorkerTeam team) {
    boolean lost = tier == Tier.EXACT && !snapshot.x().isFinite();
    Map<String, Double> out = new LinkedHashMap<>();
    try (Evaluation e = new Evaluation(application, snapshot, team, options)) {
      for (Part part : parts) {
        if (part.metric.tier() != tier) {
          continue;
        }
        double[] values = new double[part.columns.size()];
        if (lost) {
          Arrays.fill(values, Double.NaN);
        } else {
          values = part.metric.measure(e);
        }
        if (values.length != part.columns.size()) {
          throw new IllegalStateException(
              "metric '"
                  + part.name
                  + "' measured "
                  + values.length
                  + " values for "
                  + part.columns.size()
                  + " columns.");
        }
        for (int c = 0; c < values.length; c++) {
          out.put(part.columns.get(c).name(), values[c]);
        }
      }
    }
    return out;
  }
}

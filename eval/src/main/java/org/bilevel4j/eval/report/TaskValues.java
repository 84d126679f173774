package org.bilevel4j.eval.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bilevel4j.core.application.Direction;
import org.bilevel4j.eval.report.Findings.Cell;
import org.bilevel4j.eval.report.ResultSet.Arm;
import org.bilevel4j.eval.statistics.Description;
import org.bilevel4j.eval.statistics.Interval;

/** Final values per task. */
final class TaskValues {
  private TaskValues() {}

  /** One task's final values over the sound runs; empty when not measured. */
  static Optional<Cell> of(Arm arm, String metric) {
    double[] v =
        arm.finals(metric).values().stream().mapToDouble(Double::doubleValue).sorted().toArray();
    Interval none = new Interval(Double.NaN, Double.NaN, 0.95);
    return v.length == 0
        ? Optional.empty()
        : Optional.of(new Cell(arm.label(), metric, Description.of(v), none));
  }

  /** The task metrics of a group, hardest first: by the median over arms of the medians. */
  static List<String> byHardness(ResultSet results, String group) {
    Comparator<String> bySize = Comparator.comparingDouble(m -> hardness(results, m));
    return results.finalMetrics().stream()
        .filter(MetricNames::isTask)
        .filter(m -> MetricNames.taskGroup(m).equals(group))
        .sorted(results.direction(group) == Direction.HIGHER ? bySize : bySize.reversed())
        .toList();
  }

  private static double hardness(ResultSet results, String metric) {
    double[] medians =
        results.arms().stream()
            .flatMap(a -> of(a, metric).stream())
            .mapToDouble(c -> c.values().median())
            .toArray();
    return medians.length == 0 ? Double.NaN : Description.median(medians);
  }
}

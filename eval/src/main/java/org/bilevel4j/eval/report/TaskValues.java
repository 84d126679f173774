package org.bilevel4j.eval.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bilevel4j.core.application.Direction;
import org.bilevel4j.eval.report.Findings.Cell;
import org.bilevel4j.eval.report.ResultSet.Arm;
import org.bilevel4j.eval.statistics.Bootstrap;
import org.bilevel4j.eval.statistics.Description;
import org.bilevel4j.eval.statistics.Interval;
import org.bilevel4j.eval.statistics.PairedComparison;

/** Final values per task. */
final class TaskValues {
  private static final List<Findings.Pair> NONE = List.of();

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

  /**
   * The arms compared over tasks, for every compared metric that has a value per task: a pair is a
   * task, its values averaged over the seeds that both arms have finished.
   */
  static List<PairedComparison> comparisons(ResultSet results, Bootstrap bootstrap) {
    List<PairedComparison> found = new ArrayList<>();
    Findings.compared(results).stream()
        .map(m -> m.substring(0, Math.max(0, m.lastIndexOf('.'))))
        .distinct()
        .forEach(
            group -> {
              List<String> tasks = byHardness(results, group);
              for (Findings.Pair pair : tasks.size() > 1 ? Findings.pairs(results) : NONE) {
                found.add(comparison(group, tasks, pair, bootstrap));
              }
            });
    return found;
  }

  private static PairedComparison comparison(
      String group, List<String> tasks, Findings.Pair pair, Bootstrap bootstrap) {
    List<String> measured = tasks.stream().filter(t -> !pair.seeds(t).isEmpty()).toList();
    return PairedComparison.of(
        group,
        pair.left().label(),
        pair.right().label(),
        PairedComparison.Unit.TASK,
        measured.stream().mapToDouble(t -> mean(pair.left(), t, pair.seeds(t))).toArray(),
        measured.stream().mapToDouble(t -> mean(pair.right(), t, pair.seeds(t))).toArray(),
        bootstrap);
  }

  private static double mean(Arm arm, String task, Set<Long> seeds) {
    Map<Long, Double> finals = arm.finals(task);
    return seeds.stream().mapToDouble(finals::get).average().orElseThrow();
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

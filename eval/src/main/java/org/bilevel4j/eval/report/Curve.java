package org.bilevel4j.eval.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.bilevel4j.eval.statistics.Description;

/**
 * A line to draw: one metric of one seed, or of all seeds of an arm as median with quartiles.
 *
 * <p>Over seeds: at each step the runs that measured the metric there are taken; samples, seconds
 * and calls at that step are the medians of the same runs.
 *
 * @param step iterations, ascending
 * @param samples rows drawn so far
 * @param seconds wall clock so far
 * @param calls oracle calls so far, of all kinds
 * @param middle the value or the median
 * @param lower lower quartile; the value itself for one seed
 * @param upper upper quartile; the value itself for one seed
 * @param count runs behind each point
 */
record Curve(
    double[] step,
    double[] samples,
    double[] seconds,
    double[] calls,
    double[] middle,
    double[] lower,
    double[] upper,
    int[] count) {

  private record Row(Series series, int index) {
    double at(String column) {
      return series.at(column, index);
    }
  }

  /** Median and quartiles of a metric over runs; no rows where no run measured it. */
  static Curve over(List<SeedRun> runs, String metric) {
    Map<Double, List<Row>> byStep = new TreeMap<>();
    for (SeedRun run : runs) {
      Series s = run.series();
      for (int r = 0; r < s.rows(); r++) {
        if (Double.isFinite(s.at(metric, r))) {
          byStep.computeIfAbsent(s.at(Series.STEP, r), k -> new ArrayList<>()).add(new Row(s, r));
        }
      }
    }
    List<List<Row>> rows = List.copyOf(byStep.values());
    return new Curve(
        byStep.keySet().stream().mapToDouble(Double::doubleValue).toArray(),
        medians(rows, "samples"),
        medians(rows, "seconds"),
        medians(rows, MetricNames.CALLS),
        column(rows, row -> Description.median(values(row, metric))),
        column(rows, row -> Description.quantile(values(row, metric), 0.25)),
        column(rows, row -> Description.quantile(values(row, metric), 0.75)),
        rows.stream().mapToInt(List::size).toArray());
  }

  /** A sweep's points, the axis in place of the step. */
  static Curve of(List<SweepFit.Point> points) {
    double[] at = points.stream().mapToDouble(SweepFit.Point::at).toArray();
    return new Curve(
        at,
        at,
        at,
        at,
        points.stream().mapToDouble(p -> p.values().median()).toArray(),
        points.stream().mapToDouble(p -> p.values().lowerQuartile()).toArray(),
        points.stream().mapToDouble(p -> p.values().upperQuartile()).toArray(),
        points.stream().mapToInt(p -> p.values().count()).toArray());
  }

  /** Number of points. */
  int size() {
    return step.length;
  }

  /** At most about {@link Thinning#LIMIT} points, extremes kept. */
  Curve thinned() {
    boolean single = middle == lower || IntStream.of(count).allMatch(c -> c == 1);
    int[] keep =
        size() <= Thinning.LIMIT
            ? IntStream.range(0, size()).toArray()
            : single
                ? Thinning.keep(Thinning.LIMIT, middle)
                : Thinning.keep(Thinning.LIMIT, middle, lower, upper);
    return at(keep);
  }

  /** The points of some rows. */
  Curve at(int... keep) {
    return keep.length == size()
        ? this
        : new Curve(
            pick(step, keep),
            pick(samples, keep),
            pick(seconds, keep),
            pick(calls, keep),
            pick(middle, keep),
            pick(lower, keep),
            pick(upper, keep),
            IntStream.of(keep).map(i -> count[i]).toArray());
  }

  /** Values along an axis. */
  double[] axis(String name) {
    return switch (name) {
      case "step" -> step;
      case "samples" -> samples;
      case "seconds" -> seconds;
      default -> calls;
    };
  }

  /** The same line over another axis in the place of iterations, where that was measured. */
  Curve along(String axis) {
    double[] at = axis(axis);
    Curve moved = new Curve(at, samples, seconds, calls, middle, lower, upper, count);
    return moved.at(IntStream.range(0, size()).filter(i -> Double.isFinite(at[i])).toArray());
  }

  private static double[] pick(double[] values, int[] keep) {
    return IntStream.of(keep).mapToDouble(i -> values[i]).toArray();
  }

  private static double[] column(List<List<Row>> rows, ToDoubleFunction<List<Row>> statistic) {
    return rows.stream().mapToDouble(statistic).toArray();
  }

  private static double[] medians(List<List<Row>> rows, String column) {
    return column(
        rows,
        row -> {
          double[] v = values(row, column);
          return v.length == 0 ? Double.NaN : Description.median(v);
        });
  }

  private static double[] values(List<Row> row, String column) {
    return row.stream().mapToDouble(r -> r.at(column)).filter(Double::isFinite).toArray();
  }
}

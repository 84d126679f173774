package org.bilevel4j.eval.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.bilevel4j.eval.report.ResultSet.Arm;
import org.bilevel4j.eval.statistics.Description;
import org.bilevel4j.eval.statistics.Numbers;
import org.bilevel4j.eval.statistics.PowerLaw;

/**
 * A sweep: runs at several values of one axis, each run one number, and the exponent with which it
 * grows. Read from {@code provenance.json}: {@code sweep.axis}, {@code .measure}, {@code .expected}
 * and per arm {@code sweep.arms.LABEL.series} and {@code .at}.
 *
 * @param axis its name
 * @param measure how a run becomes one number
 * @param expected the exponent that theory predicts
 * @param lines one per series
 */
public record SweepFit(String axis, RunMeasure measure, OptionalDouble expected, List<Line> lines) {

  /**
   * A value on the axis.
   *
   * @param at the value
   * @param bySeed the number of each run that has one, above zero
   * @param values the same over seeds
   */
  public record Point(double at, Map<Long, Double> bySeed, Description values) {}

  /**
   * One series.
   *
   * @param name of the arm that was spread
   * @param points ascending; those at which some run has a number
   * @param missed ascending; those at which some run has none
   * @param law fitted to the seeds that have a number at every point; empty for fewer than two
   *     points, no such seed, or a point at which no run has a number
   */
  public record Line(
      String name, List<Point> points, List<Missed> missed, Optional<PowerLaw> law) {}

  /**
   * A value on the axis at which not every run has a number.
   *
   * @param at the value
   * @param reached how many runs have one
   * @param runs of how many
   */
  public record Missed(double at, int reached, int runs) {}

  /** The sweep of an experiment, where it is one and something was measured. */
  public static Optional<SweepFit> of(ResultSet results) {
    Map<String, String> p = results.provenance();
    String text = p.get("sweep.measure");
    if (text == null) {
      return Optional.empty();
    }
    RunMeasure read = RunMeasure.parse(text);
    RunMeasure measure = read.by(results.direction(read.column()));
    Map<String, Map<Double, Arm>> series = new LinkedHashMap<>();
    for (Arm arm : results.arms()) {
      String key = "sweep.arms." + arm.label();
      String name = p.get(key + ".series");
      if (name != null) {
        double at = Double.parseDouble(p.getOrDefault(key + ".at", "NaN"));
        series.computeIfAbsent(name, k -> new TreeMap<>()).put(at, arm);
      }
    }
    String expected = p.get("sweep.expected");
    return Optional.of(
        new SweepFit(
            p.getOrDefault("sweep.axis", "axis"),
            measure,
            expected == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(Double.parseDouble(expected)),
            series.entrySet().stream()
                .map(e -> line(e.getKey(), e.getValue(), measure))
                .filter(line -> !line.points().isEmpty())
                .toList()));
  }

  private static Optional<Point> point(double at, Arm arm, RunMeasure measure) {
    Map<Long, Double> bySeed = new LinkedHashMap<>();
    for (SeedRun run : arm.sound()) {
      double v = measure.of(run.series());
      if (v > 0 && v < Double.POSITIVE_INFINITY) {
        bySeed.put(run.seed(), v);
      }
    }
    double[] values = bySeed.values().stream().mapToDouble(Double::doubleValue).toArray();
    return values.length == 0
        ? Optional.empty()
        : Optional.of(new Point(at, bySeed, Description.of(values)));
  }

  private static Line line(String name, Map<Double, Arm> arms, RunMeasure measure) {
    List<Point> points = new ArrayList<>();
    List<Missed> missed = new ArrayList<>();
    arms.forEach(
        (at, arm) -> {
          Optional<Point> p = point(at, arm, measure);
          p.ifPresent(points::add);
          int reached = p.map(q -> q.bySeed().size()).orElse(0);
          if (reached < arm.seeds().size()) {
            missed.add(new Missed(at, reached, arm.seeds().size()));
          }
        });
    return new Line(
        name, points, missed, points.size() < arms.size() ? Optional.empty() : law(points));
  }

  private static Optional<PowerLaw> law(List<Point> points) {
    double[] x = points.stream().mapToDouble(Point::at).toArray();
    double[][] y =
        points.get(0).bySeed().keySet().stream()
            .filter(seed -> points.stream().allMatch(q -> q.bySeed().containsKey(seed)))
            .map(
                seed ->
                    points.stream().mapToDouble(q -> q.bySeed().getOrDefault(seed, 0.0)).toArray())
            .toArray(double[][]::new);
    return x.length > 1 && y.length > 0 ? Optional.of(PowerLaw.fit(x, y)) : Optional.empty();
  }

  /** One sentence per series: "morbit: exponent -0.39 [-0.41, -0.37] over 8 seeds, ...". */
  public List<String> sentences() {
    List<String> out = new ArrayList<>();
    for (Line line : lines) {
      String fit =
          line.law()
              .map(
                  l ->
                      "exponent "
                          + Numbers.text(l.exponent())
                          + " "
                          + l.interval()
                          + " over "
                          + l.seeds()
                          + (l.seeds() == 1 ? " seed" : " seeds"))
              .orElse("no exponent");
      String theory =
          expected.isPresent() ? ", expected " + Numbers.text(expected.getAsDouble()) : "";
      out.add(
          measure.words()
              + " against "
              + axis
              + ", "
              + line.name()
              + ": "
              + fit
              + theory
              + missed(line));
    }
    return out;
  }

  /** "; 0 of 8 runs have a number at 1, 6 of 8 at 2". */
  private static String missed(Line line) {
    StringBuilder out = new StringBuilder();
    for (Missed m : line.missed()) {
      out.append(out.isEmpty() ? "; " : ", ").append(m.reached()).append(" of ").append(m.runs());
      out.append(out.indexOf("runs") < 0 ? " runs have a number at " : " at ");
      out.append(Numbers.text(m.at()));
    }
    return out.toString();
  }
}

package org.bilevel4j.eval.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.IChart;

/**
 * The report's charts as SVG and PNG files: worst and mean losses against iterations (NAME.svg),
 * samples and seconds (NAME-by-samples.svg, NAME-by-seconds.svg); against iterations alone the
 * rates on two logarithmic axes (rate-NAME.svg) and weights per arm (weights-ARM.svg); a sweep
 * (sweep.svg) and final values per task (tasks-GROUP.svg).
 */
public final class StaticCharts {
  private final ResultSet results;
  private final ReportData data;
  private final Path folder;
  private final List<Path> written = new ArrayList<>();

  private StaticCharts(ResultSet results, Path folder) {
    this.results = results;
    this.data = new ReportData(results);
    this.folder = folder;
  }

  /**
   * Writes all charts for which there are values.
   *
   * @param folder made when it does not exist
   * @return the files written, SVG and PNG
   */
  public static List<Path> write(ResultSet results, Path folder) {
    StaticCharts charts = new StaticCharts(results, folder);
    charts.metrics();
    charts.rates();
    charts.sweep();
    charts.weights();
    charts.tasks();
    return List.copyOf(charts.written);
  }

  private void metrics() {
    for (String metric : data.losses()) {
      List<Curve> curves = new ArrayList<>();
      results.arms().forEach(arm -> curves.add(Curve.over(arm.seeds(), metric).thinned()));
      metric(metric, curves, "iterations", metric);
      for (String axis : List.of("samples", "seconds")) {
        List<Curve> moved = curves.stream().map(c -> c.along(axis)).toList();
        if (moved.stream().anyMatch(c -> c.size() > 0)) {
          metric(metric, moved, axis, metric + "-by-" + axis);
        }
      }
    }
  }

  private void metric(String metric, List<Curve> curves, String axis, String name) {
    ChartStyle.Scale scale = positive(metric) ? ChartStyle.Scale.LOG_Y : ChartStyle.Scale.LINEAR;
    XYChart chart = ChartStyle.lines(MetricNames.words(metric), axis, scale);
    for (int a = 0; a < curves.size(); a++) {
      ChartStyle.band(chart, results.arms().get(a).label(), a, curves.get(a), scale);
    }
    save(chart, name);
  }

  private void rates() {
    double tasks = Math.max(1, data.taskCount());
    for (String metric : RateLine.EXPONENTS.keySet()) {
      if (data.curves().contains(metric)) {
        ChartStyle.Scale scale = ChartStyle.Scale.LOG_LOG;
        XYChart chart = ChartStyle.lines(MetricNames.words(metric), "iterations", scale);
        List<Curve> curves = new ArrayList<>();
        for (int a = 0; a < results.arms().size(); a++) {
          Curve c = Curve.over(results.arms().get(a).seeds(), metric).thinned();
          curves.add(c);
          ChartStyle.band(chart, results.arms().get(a).label(), a, c, scale);
        }
        RateLine.through(curves, tasks, RateLine.EXPONENTS.getOrDefault(metric, -0.4))
            .ifPresent(line -> ChartStyle.reference(chart, line));
        save(chart, "rate-" + metric);
      }
    }
  }

  private void sweep() {
    SweepFit sweep = SweepFit.of(results).orElse(null);
    if (sweep == null) {
      return;
    }
    ChartStyle.Scale scale = ChartStyle.Scale.LOG_LOG;
    XYChart chart = ChartStyle.lines(sweep.measure().words(), sweep.axis(), scale);
    int index = 0;
    for (SweepFit.Line line : sweep.lines()) {
      ChartStyle.band(chart, line.name(), index++, Curve.of(line.points()), scale);
    }
    save(chart, "sweep");
  }

  /** Logarithmic where no value is zero or below. */
  private boolean positive(String metric) {
    return results.runs().stream()
        .allMatch(
            s -> {
              for (int r = 0; r < s.series().rows(); r++) {
                if (s.series().at(metric, r) <= 0) {
                  return false;
                }
              }
              return true;
            });
  }

  private void weights() {
    List<String> blocks = data.blocks();
    if (blocks.isEmpty()) {
      return;
    }
    for (ResultSet.Arm arm : results.arms()) {
      String title = "Weights, " + arm.label();
      List<Curve> curves = new ArrayList<>();
      blocks.forEach(b -> curves.add(Curve.over(arm.seeds(), "weights." + b).thinned()));
      if (curves.stream().allMatch(c -> c.size() > 0)) {
        boolean many = blocks.size() > 10;
        save(
            many
                ? ChartStyle.heat(title, blocks, curves)
                : ChartStyle.weights(title, blocks, curves),
            "weights-" + arm.slug());
      }
    }
  }

  private void tasks() {
    for (String group : data.taskGroups()) {
      List<String> tasks = TaskValues.byHardness(results, group);
      CategoryChart chart = ChartStyle.dots(MetricNames.words(group) + " per task");
      for (int a = 0; a < results.arms().size(); a++) {
        ChartStyle.arm(chart, results.arms().get(a), a, tasks);
      }
      if (!chart.getSeriesCollection().isEmpty()) {
        save(chart, "tasks-" + group);
      }
    }
  }

  private void save(IChart chart, String name) {
    written.addAll(save(chart, folder, name));
  }

  /** Writes a chart as PNG and SVG. */
  static List<Path> save(IChart chart, Path folder, String name) {
    try {
      Path png = folder.resolve(Text.slug(name) + ".png");
      Path svg = folder.resolve(Text.slug(name) + ".svg");
      TextFiles.write(png, ChartEncoder.getBytes(chart, "png"));
      TextFiles.write(svg, ChartEncoder.getBytes(chart, "svg"));
      return List.of(png, svg);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

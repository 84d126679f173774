package org.bilevel4j.eval.report;

import java.nio.file.Path;
import java.util.List;
import org.bilevel4j.eval.metric.RocCurve;
import org.bilevel4j.eval.report.RankingResults.Drawn;
import org.bilevel4j.eval.report.RankingResults.Measured;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;

/** The charts of {@link RankingReport} as SVG and PNG: {@code roc} and {@code tasks-MEASURE}. */
final class RankingCharts {
  /** More thin curves are a grey area. */
  private static final int MOST_CURVES = 100;

  /** More bars cannot be told apart. */
  private static final int MOST_BARS = 64;

  private RankingCharts() {}

  static void write(RankingResults results, List<Drawn> curves, Path folder) {
    if (!curves.isEmpty()) {
      StaticCharts.save(roc(results, curves), folder, "roc");
    }
    for (Measured m : results.measured()) {
      List<Integer> order = RankingResults.byValue(m);
      if (!order.isEmpty()) {
        List<Integer> shown = order.subList(0, Math.min(MOST_BARS, order.size()));
        CategoryChart chart =
            ChartStyle.bars(
                m.words()
                    + (shown.size() < order.size()
                        ? ", the lowest " + MOST_BARS + " of " + order.size() + " tasks"
                        : " per task"));
        ChartStyle.bar(
            chart,
            m.words(),
            shown.stream().map(results.tasks()::get).toList(),
            shown.stream().map(m.values()::get).toList());
        StaticCharts.save(chart, folder, "tasks-" + m.metric().column());
      }
    }
  }

  private static XYChart roc(RankingResults results, List<Drawn> curves) {
    XYChart chart = ChartStyle.lines("ROC curves", "false positive rate", ChartStyle.Scale.LINEAR);
    ChartStyle.unitSquare(chart, "true positive rate");
    results
        .region()
        .ifPresent(
            m -> ChartStyle.shaded(chart, MetricNames.words(m.column()), m.fprFrom(), m.fprTo()));
    for (Drawn c : curves.subList(0, Math.min(MOST_CURVES, curves.size()))) {
      ChartStyle.thin(chart, c.task(), c.curve().fpr(), c.curve().tpr());
    }
    RocCurve mean = RocCurve.mean(curves.stream().map(Drawn::curve).toList());
    ChartStyle.line(chart, "mean over tasks", 0, mean.fpr(), mean.tpr());
    ChartStyle.thin(chart, "chance", new double[] {0, 1}, new double[] {0, 1});
    return chart;
  }
}

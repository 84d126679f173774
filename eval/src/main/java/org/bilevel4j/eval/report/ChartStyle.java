package org.bilevel4j.eval.report;

import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.bilevel4j.eval.report.Findings.Cell;
import org.bilevel4j.eval.report.ResultSet.Arm;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.CategorySeries.CategorySeriesRenderStyle;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How the static charts look: white, thin grid, colour-blind-safe lines with dashes. */
final class ChartStyle {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 480;
  private static final Color INK = new Color(0x222222);
  private static final Color GRID = new Color(0xE3E3E3);
  private static final Marker[] MARKERS = {
    SeriesMarkers.CIRCLE,
    SeriesMarkers.SQUARE,
    SeriesMarkers.TRIANGLE_UP,
    SeriesMarkers.DIAMOND,
    SeriesMarkers.TRIANGLE_DOWN,
    SeriesMarkers.CROSS,
    SeriesMarkers.RECTANGLE
  };

  /** Which axes are logarithmic. */
  enum Scale {
    LINEAR,
    LOG_Y,
    LOG_LOG
  }

  private ChartStyle() {}

  static XYChart lines(String title, String xTitle, Scale scale) {
    XYChart chart =
        new XYChartBuilder().width(WIDTH).height(HEIGHT).title(title).xAxisTitle(xTitle).build();
    plain(chart.getStyler());
    chart.getStyler().setYAxisLogarithmic(scale != Scale.LINEAR);
    chart.getStyler().setXAxisLogarithmic(scale == Scale.LOG_LOG);
    chart.getStyler().setYAxisLogarithmicDecadeOnly(false);
    chart.getStyler().setXAxisLogarithmicDecadeOnly(false);
    chart.getStyler().setYAxisTickLabelsFormattingFunction(ChartStyle::tick);
    chart
        .getStyler()
        .setXAxisTickLabelsFormattingFunction(
            scale == Scale.LOG_LOG ? ChartStyle::roundTick : ChartStyle::tick);
    chart.getStyler().setXAxisTickMarkSpacingHint(110);
    return chart;
  }

  private static void plain(AxesChartStyler s) {
    s.setChartBackgroundColor(Color.WHITE);
    s.setPlotBackgroundColor(Color.WHITE);
    s.setPlotBorderVisible(false);
    s.setPlotGridLinesColor(GRID);
    s.setChartFontColor(INK);
    s.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 15));
    s.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    s.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    s.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    s.setLegendPosition(LegendPosition.OutsideS);
    s.setLegendLayout(LegendLayout.Horizontal);
    s.setLegendBorderColor(Color.WHITE);
    s.setChartTitleBoxVisible(false);
    s.setLocale(Locale.ROOT);
  }

  private static String tick(double v) {
    double size = Math.abs(v);
    if (size != 0 && (size < 1e-3 || size >= 1e6)) {
      return String.format(Locale.ROOT, "%.0e", v).replace("e-0", "e-").replace("e+0", "e");
    }
    return String.format(Locale.ROOT, "%.6f", v).replaceAll("\\.?0+$", "");
  }

  /** On a logarithmic axis, where ticks crowd: 1, 2 and 5 only. */
  private static String roundTick(double v) {
    double lead = v / Math.pow(10, Math.floor(Math.log10(v)));
    return Math.abs(lead - Math.rint(lead)) < 1e-6 && (lead < 2.5 || Math.rint(lead) == 5)
        ? tick(v)
        : " ";
  }

  /** Median with its quartile band; points that a logarithmic axis cannot show are left out. */
  static void band(XYChart chart, String label, int index, Curve all, Scale scale) {
    Curve c = all.at(shown(all, scale));
    if (c.size() == 0) {
      return;
    }
    int n = c.size();
    double[] x = new double[2 * n];
    double[] y = new double[2 * n];
    for (int i = 0; i < n; i++) {
      x[i] = c.step()[i];
      y[i] = c.lower()[i];
      x[2 * n - 1 - i] = c.step()[i];
      y[2 * n - 1 - i] = c.upper()[i];
    }
    XYSeries area = chart.addSeries(label + ", quartiles", x, y);
    area.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    area.setFillColor(Palette.pale(index));
    area.setLineColor(new Color(255, 255, 255, 0));
    area.setMarker(SeriesMarkers.NONE);
    area.setShowInLegend(false);
    line(chart, label, index, c.step(), c.middle());
  }

  private static int[] shown(Curve c, Scale scale) {
    return IntStream.range(0, c.size())
        .filter(i -> scale == Scale.LINEAR || c.lower()[i] > 0)
        .filter(i -> scale != Scale.LOG_LOG || c.step()[i] > 0)
        .toArray();
  }

  /** Axes from 0 to 1. */
  static void unitSquare(XYChart chart, String yTitle) {
    chart.setYAxisTitle(yTitle);
    chart.getStyler().setXAxisMin(0.0).setXAxisMax(1.0).setYAxisMin(0.0).setYAxisMax(1.0);
  }

  /** A range along x. */
  static void shaded(XYChart chart, String label, double from, double to) {
    XYSeries area =
        chart.addSeries(label, new double[] {from, from, to, to}, new double[] {0, 1, 1, 0});
    area.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    area.setFillColor(Palette.pale(0));
    area.setLineColor(new Color(255, 255, 255, 0));
    area.setMarker(SeriesMarkers.NONE);
  }

  /** A line that is one of many, named in no legend. */
  static void thin(XYChart chart, String label, double[] x, double[] y) {
    XYSeries line = chart.addSeries(label, x, y);
    line.setLineColor(new Color(0x90, 0x90, 0x90, 110));
    line.setLineStyle(Palette.stroke(0, 0.9f));
    line.setMarker(SeriesMarkers.NONE);
    line.setShowInLegend(false);
  }

  static void line(XYChart chart, String label, int index, double[] x, double[] y) {
    XYSeries line = chart.addSeries(label, x, y);
    line.setLineColor(Palette.color(index));
    line.setLineStyle(Palette.stroke(index, 2));
    line.setMarker(SeriesMarkers.NONE);
  }

  static void reference(XYChart chart, RateLine rate) {
    XYSeries line = chart.addSeries(rate.label(), rate.t(), rate.y());
    line.setLineColor(Color.GRAY);
    line.setLineStyle(Palette.stroke(2, 1.4f));
    line.setMarker(SeriesMarkers.NONE);
  }

  /** Lines of up to ten blocks. */
  static XYChart weights(String title, List<String> blocks, List<Curve> curves) {
    XYChart chart = lines(title, "iterations", Scale.LINEAR);
    for (int b = 0; b < blocks.size(); b++) {
      line(chart, blocks.get(b), b, curves.get(b).step(), curves.get(b).middle());
    }
    return chart;
  }

  /** A map of many blocks over the iterations. */
  static HeatMapChart heat(String title, List<String> blocks, List<Curve> curves) {
    HeatMapChart chart =
        new HeatMapChartBuilder()
            .width(WIDTH)
            .height(120 + 22 * blocks.size())
            .title(title)
            .build();
    plain(chart.getStyler());
    chart.getStyler().setLegendLayout(LegendLayout.Vertical);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    chart
        .getStyler()
        .setRangeColors(
            new Color[] {
              new Color(0x00224E), new Color(0x575D6D), new Color(0xA59C74), new Color(0xFEE838)
            });
    chart.getStyler().setHeatMapValueDecimalPattern("0.000");
    Curve first = curves.get(0);
    int columns = Math.min(80, first.size());
    List<String> steps = new ArrayList<>();
    List<Number[]> cells = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      int at = columns == 1 ? 0 : (int) ((first.size() - 1L) * i / (columns - 1));
      steps.add(tick(first.step()[at]));
      for (int b = 0; b < curves.size(); b++) {
        double[] w = curves.get(b).middle();
        cells.add(new Number[] {i, b, w[Math.min(at, w.length - 1)]});
      }
    }
    chart.getStyler().setXAxisMaxLabelCount(8);
    chart.addSeries(title, steps, blocks, cells);
    return chart;
  }

  /** Bars from 0 to 1, side by side. */
  static CategoryChart bars(String title) {
    CategoryChart chart = dots(title);
    chart.getStyler().setDefaultSeriesRenderStyle(CategorySeriesRenderStyle.Bar);
    chart.getStyler().setYAxisMin(0.0);
    chart.getStyler().setYAxisMax(1.0);
    chart.getStyler().setLegendVisible(false);
    return chart;
  }

  static void bar(CategoryChart chart, String label, List<String> names, List<Double> values) {
    chart.addSeries(label, names, values).setFillColor(Palette.color(0));
  }

  /** Tasks side by side, hardest on the left. */
  static CategoryChart dots(String title) {
    CategoryChart chart =
        new CategoryChartBuilder().width(WIDTH).height(HEIGHT).title(title).build();
    plain(chart.getStyler());
    chart.getStyler().setDefaultSeriesRenderStyle(CategorySeriesRenderStyle.Scatter);
    chart.getStyler().setYAxisTickLabelsFormattingFunction(ChartStyle::tick);
    chart.getStyler().setXAxisLabelRotation(60);
    chart.getStyler().setXAxisTickMarkSpacingHint(10);
    chart.getStyler().setXAxisMaxLabelCount(64);
    chart.getStyler().setMarkerSize(9);
    return chart;
  }

  /** One arm's medians per task; does nothing where a task is not measured. */
  static void arm(CategoryChart chart, Arm arm, int index, List<String> tasks) {
    List<Cell> cells = tasks.stream().flatMap(t -> TaskValues.of(arm, t).stream()).toList();
    if (cells.size() == tasks.size()) {
      List<String> names = tasks.stream().map(MetricNames::task).toList();
      List<Double> medians = cells.stream().map(c -> c.values().median()).toList();
      CategorySeries dots = chart.addSeries(arm.label(), names, medians);
      dots.setMarker(MARKERS[index % MARKERS.length]);
      dots.setMarkerColor(Palette.color(index));
    }
  }
}

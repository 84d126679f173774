package org.bilevel4j.eval.report;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.bilevel4j.eval.report.ResultSet.Arm;
import org.bilevel4j.eval.statistics.PairedComparison;

/**
 * The report: one HTML file that asks the network for nothing. Text and tables stand in the page;
 * the charts are drawn by the scripts inlined beside the data.
 */
public final class HtmlReport {
  private static final List<String> SCRIPTS =
      List.of(
          "dom.js",
          "scale.js",
          "frame.js",
          "pointer.js",
          "lines.js",
          "heat.js",
          "tasks.js",
          "keep.js",
          "theme.js",
          "page.js");

  private final ResultSet results;
  private final Findings findings;
  private final ReportData data;
  private final HtmlTables tables;
  private final Optional<Duration> renewal;

  private HtmlReport(ResultSet results, Findings findings, Optional<Duration> renewal) {
    this.results = results;
    this.renewal = renewal;
    this.findings = findings;
    this.data = new ReportData(results);
    this.tables = new HtmlTables(results, findings);
  }

  /**
   * Writes the report.
   *
   * @param results what was measured
   * @param out the file, replaced when it exists
   * @throws org.bilevel4j.core.util.UserError when it cannot be written
   */
  public static void write(ResultSet results, Path out) {
    write(results, Findings.of(results), out);
  }

  static void write(ResultSet results, Findings findings, Path out) {
    TextFiles.write(out, new HtmlReport(results, findings, Optional.empty()).page());
  }

  /**
   * Writes the report of runs that go on: the page loads itself again.
   *
   * @param renewal time until it is written again, at least a second
   */
  static void write(ResultSet results, Findings findings, Path out, Duration renewal) {
    TextFiles.write(out, new HtmlReport(results, findings, Optional.of(renewal)).page());
  }

  private String page() {
    return HtmlPage.of("report.html", SCRIPTS, data.json(), this::fill);
  }

  private String fill(String name) {
    return switch (name) {
      case "title" -> Text.html(results.title());
      case "body" -> results.isCrowded() ? "many" : "";
      case "live" -> renewal.map(HtmlReport::live).orElse("");
      case "summary" -> summary();
      case "cards" -> cards();
      case "losses" -> figures("lines", data.losses());
      case "rates" -> figures("rate", rates());
      case "weights" -> weights();
      case "tasks" -> tasks();
      case "sweep" -> sweep();
      case "tests" -> tables.tests();
      case "tasktests" -> tables.testsOverTasks();
      case "family" -> family();
      case "finals" -> tables.finals();
      case "cost" -> tables.cost();
      case "failures" -> tables.failures();
      case "remarks" -> tables.remarks();
      case "configuration" -> Text.html(results.configuration());
      case "provenance" -> tables.provenance();
      default -> throw new IllegalStateException("The template asks for '" + name + "'.");
    };
  }

  private static String live(Duration renewal) {
    return " data-renewal=\""
        + renewal.toSeconds()
        + "\" data-written=\""
        + System.currentTimeMillis()
        + "\"";
  }

  private String summary() {
    List<String> labels = results.arms().stream().map(Arm::label).toList();
    int blocks = data.taskCount();
    long failed = results.runs().stream().filter(s -> !s.sound()).count();
    String text =
        (results.isCrowded() ? labels.size() + " arms" : String.join(" against ", labels))
            + " on "
            + results.title()
            + (blocks > 0 ? ", " + blocks + (blocks == 1 ? " task" : " tasks") : "")
            + ", "
            + results.seeds().size()
            + (results.seeds().size() == 1 ? " seed" : " seeds")
            + ", "
            + results.runs().size()
            + (results.runs().size() == 1 ? " run" : " runs")
            + (failed == 0 ? "." : " (" + failed + " diverged or unfinished).")
            + findings.shortage().map(s -> " " + s).orElse("");
    return Text.html(text);
  }

  private String cards() {
    StringBuilder cards = new StringBuilder();
    for (String metric : Findings.compared(results)) {
      cards
          .append("<article class=\"card\"><h3>")
          .append(Text.html(MetricNames.words(metric)))
          .append("</h3><p class=\"big\">")
          .append(Text.html(findings.conclusion(metric)))
          .append("</p><dl>");
      for (Findings.Cell c : ordered(metric)) {
        cards
            .append("<div><dt>")
            .append(dot(c.arm()))
            .append(Text.html(c.arm()))
            .append("</dt><dd>")
            .append(Text.html(c.text()))
            .append("</dd>")
            .append(strip(c, findings.cells(metric)))
            .append("</div>");
      }
      cards.append("</dl>");
      cards.append(verdicts(metric)).append("</article>\n");
    }
    return cards.isEmpty() ? "<p>No run has final values yet.</p>" : cards.toString();
  }

  /** In the order of the arms; where there are many, the best first. */
  private List<Findings.Cell> ordered(String metric) {
    return results.isCrowded() ? findings.ranked(metric) : findings.cells(metric);
  }

  private String verdicts(String metric) {
    StringBuilder all = new StringBuilder();
    for (PairedComparison c : findings.of(metric)) {
      all.append("<p class=\"verdict\">").append(Text.html(c.verdict())).append(".</p>");
    }
    return results.isCrowded()
        ? "<details><summary>Comparisons</summary>" + all + "</details>"
        : all.toString();
  }

  private String dot(String label) {
    return dot(index(label));
  }

  private int index(String label) {
    return Math.max(0, results.arms().stream().map(Arm::label).toList().indexOf(label));
  }

  /**
   * A small bar: quartiles and median on the range of all arms, logarithmic where that is more than
   * two decades.
   */
  private String strip(Findings.Cell cell, List<Findings.Cell> all) {
    double low = all.stream().mapToDouble(c -> c.values().min()).min().orElseThrow();
    double high = all.stream().mapToDouble(c -> c.values().max()).max().orElseThrow();
    DoubleUnaryOperator scale = low > 0 && high > 100 * low ? Math::log : v -> v;
    double zero = scale.applyAsDouble(low);
    double span = high > low ? scale.applyAsDouble(high) - zero : 1;
    double from = 100 * (scale.applyAsDouble(cell.values().lowerQuartile()) - zero) / span;
    double to = 100 * (scale.applyAsDouble(cell.values().upperQuartile()) - zero) / span;
    double middle = 100 * (scale.applyAsDouble(cell.values().median()) - zero) / span;
    return String.format(
        Locale.ROOT,
        "<span class=\"strip s%d\" aria-hidden=\"true\"><i style=\"left:%.1f%%;width:%.1f%%\"></i>"
            + "<b style=\"left:%.1f%%\"></b></span>",
        index(cell.arm()) % Palette.COUNT,
        from,
        to - from,
        middle);
  }

  private String family() {
    return Text.html(String.join(" ", results.notes())) + " " + tests();
  }

  private String tests() {
    long tested = findings.comparisons().stream().filter(c -> c.test().isPresent()).count();
    if (tested == 0) {
      return "No test was made: a pair of arms needs at least "
          + PairedComparison.LEAST_PAIRS
          + " seeds that both finished.";
    }
    return "Two-sided Wilcoxon signed-rank tests on pairs of equal seeds, exact up to 25 pairs; "
        + tested
        + (tested == 1 ? " test." : " tests, corrected together by Holm's method.")
        + " Differences are the first arm minus the second.";
  }

  /** Nothing where the experiment is no sweep. */
  private String sweep() {
    return SweepFit.of(results)
        .map(
            s ->
                "<section id=\"sweep\"><h2>Slopes</h2><p class=\"note\">One number per run; both axes"
                    + " logarithmic. The line is fitted by least squares, one fit per seed; the"
                    + " exponent is their mean with a 95 % bootstrap interval over seeds.</p>"
                    + "<div class=\"grid one\">"
                    + HtmlPage.figure("sweep", "sweep", s.measure().words(), "")
                    + "</div>"
                    + tables.sweep(s)
                    + "</section>")
        .orElse("");
  }

  private List<String> rates() {
    return RateLine.EXPONENTS.keySet().stream().filter(data.curves()::contains).toList();
  }

  private String figures(String kind, List<String> metrics) {
    StringBuilder all = new StringBuilder();
    metrics.forEach(m -> all.append(HtmlPage.figure(kind, m, MetricNames.words(m), "")));
    return all.isEmpty() ? "<p class=\"none\">Not measured in these runs.</p>" : all.toString();
  }

  private String weights() {
    StringBuilder all = new StringBuilder();
    String kind = data.blocks().size() > 10 ? "heat" : "weights";
    for (int a = 0; a < results.arms().size(); a++) {
      Arm arm = results.arms().get(a);
      if (data.hasWeights(arm)) {
        all.append(HtmlPage.figure(kind, String.valueOf(a), arm.label(), dot(a)));
      }
    }
    return data.blocks().isEmpty()
        ? "<p class=\"none\">Not measured in these runs.</p>"
        : all.toString();
  }

  private static String dot(int arm) {
    return "<i class=\"dot a" + arm % Palette.COUNT + "\"></i>";
  }

  private String tasks() {
    StringBuilder all = new StringBuilder();
    for (String group : data.taskGroups()) {
      all.append(HtmlPage.figure("tasks", group, MetricNames.words(group) + " per task", ""));
    }
    return all.isEmpty() ? "<p class=\"none\">Not measured in these runs.</p>" : all.toString();
  }
}

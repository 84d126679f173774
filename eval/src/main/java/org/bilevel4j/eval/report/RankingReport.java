package org.bilevel4j.eval.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bilevel4j.eval.metric.RankedScores;
import org.bilevel4j.eval.metric.RankingSummary;
import org.bilevel4j.eval.metric.RocCurve;
import org.bilevel4j.eval.report.RankingResults.Drawn;
import org.bilevel4j.eval.report.RankingResults.Measured;
import org.bilevel4j.eval.statistics.Interval;
import org.bilevel4j.eval.statistics.Numbers;

/**
 * The report on a model's rankings: {@code report.html} with ROC curves (the range of false
 * positive rates of a partial AUC shaded) and a bar per task, which asks the network for nothing;
 * {@code values.csv} and {@code roc.csv}, the same as data; and the folder {@code charts}.
 */
public final class RankingReport {
  private static final List<String> SCRIPTS =
      List.of("dom.js", "scale.js", "frame.js", "pointer.js", "tasks.js", "theme.js", "roc.js");

  private final RankingResults results;
  private final List<Drawn> curves;

  private RankingReport(RankingResults results) {
    this.results = results;
    this.curves = results.curves();
  }

  /**
   * Writes everything.
   *
   * @param folder made when it does not exist
   * @return the page
   * @throws org.bilevel4j.core.util.UserError when the folder cannot be written
   */
  public static Path write(RankingResults results, Path folder) {
    RankingReport report = new RankingReport(results);
    Path page = folder.resolve("report.html");
    TextFiles.write(folder.resolve("values.csv"), report.values());
    TextFiles.write(folder.resolve("roc.csv"), report.points());
    RankingCharts.write(results, report.curves, folder.resolve("charts"));
    TextFiles.write(page, HtmlPage.of("ranking.html", SCRIPTS, report.data(), report::fill));
    return page;
  }

  private String fill(String name) {
    return switch (name) {
      case "title" -> Text.html(results.title());
      case "summary" -> Text.html(summary());
      case "curves" -> curves.size() > 1 ? ": each task thin, the mean over tasks thick" : "";
      case "region" ->
          results
              .region()
              .map(
                  m ->
                      "Shaded: the false positive rates of "
                          + MetricNames.words(m.column())
                          + ", drawn larger beside it.")
              .orElse("");
      case "roc" ->
          curves.isEmpty()
              ? "<p class=\"none\">No task has rows of both classes.</p>"
              : HtmlPage.figure("roc", "", "ROC curves", "")
                  + results
                      .region()
                      .map(
                          m -> HtmlPage.figure("roc-region", "", MetricNames.words(m.column()), ""))
                      .orElse("");
      case "tasks" ->
          results.measured().stream()
              .map(m -> HtmlPage.figure("tasks", m.metric().column(), m.words() + " per task", ""))
              .collect(Collectors.joining());
      case "intervals" ->
          Numbers.text(100 * results.level())
              + " % percentile bootstrap intervals over rows. Standard deviations are over tasks, not"
              + " over seeds.";
      case "means" -> means();
      case "values" -> table();
      default -> throw new IllegalStateException("The template asks for '" + name + "'.");
    };
  }

  private String summary() {
    Measured first = results.measured().get(0);
    int tasks = results.tasks().size();
    List<String> without = results.undefined();
    long rows = results.rankings().stream().mapToLong(r -> r.positives() + r.negatives()).sum();
    return tasks
        + (tasks == 1 ? " task, " : " tasks, ")
        + String.format(Locale.ROOT, "%,d", rows).replace(",", "\u202F")
        + " labels: "
        + first.words()
        + " "
        + Numbers.text(first.summary().mean())
        + " "
        + first.intervals().mean()
        + (tasks == 1 ? "." : ", mean over tasks.")
        + (without.isEmpty()
            ? ""
            : " Without rows of both classes, and left out: " + String.join(", ", without) + ".");
  }

  private String means() {
    List<List<String>> rows = new ArrayList<>();
    for (Measured m : results.measured()) {
      RankingSummary s = m.summary();
      List<Integer> order = RankingResults.byValue(m);
      rows.add(
          List.of(
              Text.html(m.words()),
              cell(s.mean(), m.intervals().mean()),
              order.isEmpty()
                  ? "–"
                  : cell(s.worst(), m.interval(order.get(0)))
                      + " "
                      + Text.html(results.tasks().get(order.get(0))),
              Text.html(Numbers.text(s.spread())),
              String.valueOf(s.undefined())));
    }
    return HtmlPage.table(
        List.of(
            "Measure",
            "Mean over tasks",
            "Worst task",
            "Standard deviation over tasks",
            "Tasks without a value"),
        rows);
  }

  private String table() {
    List<String> heads = new ArrayList<>(List.of("Task", "Rows", "Positive"));
    results.measured().forEach(m -> heads.add(Text.html(m.words())));
    List<List<String>> rows = new ArrayList<>();
    for (int t = 0; t < results.tasks().size(); t++) {
      RankedScores ranked = results.rankings().get(t);
      List<String> row = new ArrayList<>();
      row.add(Text.html(results.tasks().get(t)));
      row.add(String.valueOf(ranked.positives() + ranked.negatives()));
      row.add(String.valueOf(ranked.positives()));
      for (Measured m : results.measured()) {
        row.add(cell(m.values().get(t), m.interval(t)));
      }
      rows.add(row);
    }
    return HtmlPage.table(heads, rows);
  }

  private static String cell(double value, Interval interval) {
    return Double.isNaN(value)
        ? "<span class=\"none\">undefined</span>"
        : "<b>"
            + Text.html(Numbers.text(value))
            + "</b> <span class=\"ci\">"
            + Text.html(interval.toString())
            + "</span>";
  }

  private ObjectNode data() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.putArray("axes");
    root.put("bars", true);
    ArrayNode higher = root.putArray("higher");
    ObjectNode arm = root.putArray("arms").addObject().put("label", "model");
    ObjectNode groups = arm.putObject("tasks");
    for (Measured m : results.measured()) {
      higher.add(m.metric().column());
      ArrayNode list = groups.putArray(m.metric().column());
      for (int t : RankingResults.byValue(m)) {
        RankedScores ranked = results.rankings().get(t);
        list.addObject()
            .put("task", results.tasks().get(t))
            .put("m", short5(m.values().get(t)))
            .put("lo", short5(m.interval(t).low()))
            .put("hi", short5(m.interval(t).high()))
            .put("n", ranked.positives() + ranked.negatives());
      }
    }
    ObjectNode roc = root.putObject("roc");
    results.region().ifPresent(m -> roc.putArray("region").add(m.fprFrom()).add(m.fprTo()));
    if (!curves.isEmpty()) {
      curve(roc.putObject("mean"), RocCurve.mean(curves.stream().map(Drawn::curve).toList()));
    }
    ArrayNode tasks = roc.putArray("tasks");
    curves.forEach(c -> curve(tasks.addObject().put("task", c.task()), c.curve()));
    return root;
  }

  private static void curve(ObjectNode node, RocCurve curve) {
    ArrayNode x = node.putArray("x");
    ArrayNode y = node.putArray("y");
    Arrays.stream(curve.fpr()).forEach(v -> x.add(short5(v)));
    Arrays.stream(curve.tpr()).forEach(v -> y.add(short5(v)));
  }

  private static double short5(double v) {
    return Math.rint(v * 1e5) / 1e5;
  }

  private String values() {
    StringBuilder csv = new StringBuilder("task,rows,positive");
    for (Measured m : results.measured()) {
      String name = m.metric().column();
      csv.append(',').append(name).append(',').append(name).append(".low,");
      csv.append(name).append(".high");
    }
    csv.append('\n');
    for (int t = 0; t < results.tasks().size(); t++) {
      RankedScores ranked = results.rankings().get(t);
      csv.append(Text.csv(results.tasks().get(t)));
      csv.append(',').append(ranked.positives() + ranked.negatives());
      csv.append(',').append(ranked.positives());
      for (Measured m : results.measured()) {
        csv.append(number(m.values().get(t)));
        csv.append(number(m.interval(t).low())).append(number(m.interval(t).high()));
      }
      csv.append('\n');
    }
    return csv.toString();
  }

  private static String number(double v) {
    return Double.isNaN(v) ? "," : "," + v;
  }

  private String points() {
    StringBuilder csv = new StringBuilder("task,fpr,tpr\n");
    for (Drawn c : curves) {
      for (int i = 0; i < c.curve().fpr().length; i++) {
        csv.append(Text.csv(c.task())).append(',').append(c.curve().fpr()[i]);
        csv.append(',').append(c.curve().tpr()[i]).append('\n');
      }
    }
    return csv.toString();
  }
}

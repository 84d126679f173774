package org.bilevel4j.eval.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.bilevel4j.eval.report.ResultSet.Arm;
import org.bilevel4j.eval.statistics.Description;
import org.bilevel4j.eval.statistics.PairedComparison;

/**
 * {@code summary.csv}: one line per arm and seed with all final values (an empty cell = not
 * measured). {@code summary.json}: the same, and medians, quartiles, intervals and tests. {@code
 * summary.md} and {@code summary.tex}: the tables for documents.
 */
public final class SummaryFiles {
  private SummaryFiles() {}

  /**
   * Writes the four files.
   *
   * @param folder made when it does not exist
   */
  public static void write(ResultSet results, Path folder) {
    write(results, Findings.of(results), folder);
  }

  static void write(ResultSet results, Findings findings, Path folder) {
    TextFiles.write(folder.resolve("summary.csv"), csv(results));
    TextFiles.write(folder.resolve("summary.json"), json(results, findings));
    TextFiles.write(
        folder.resolve("summary.md"),
        MarkdownTable.finals(results, findings) + "\n" + MarkdownTable.tests(findings));
    TextFiles.write(folder.resolve("summary.tex"), LatexTable.finals(results, findings));
  }

  static String csv(ResultSet results) {
    List<String> metrics =
        results.runs().stream().flatMap(s -> s.finalMetrics().stream()).distinct().toList();
    StringBuilder csv = new StringBuilder("arm,seed,outcome,steps,samples,seconds");
    metrics.forEach(m -> csv.append(',').append(Text.csv(m)));
    csv.append('\n');
    for (Arm arm : results.arms()) {
      for (SeedRun s : arm.seeds()) {
        csv.append(Text.csv(arm.label())).append(',').append(s.seed()).append(',');
        csv.append(Text.csv(s.end().map(SeedRun.End::outcome).orElse("UNFINISHED")));
        csv.append(',').append(number(s.end().map(SeedRun.End::steps).orElse(Double.NaN)));
        csv.append(',').append(number(s.end().map(SeedRun.End::samples).orElse(Double.NaN)));
        csv.append(',').append(number(s.end().map(SeedRun.End::seconds).orElse(Double.NaN)));
        csv.append(
            metrics.stream().map(m -> "," + number(s.finalValue(m))).collect(Collectors.joining()));
        csv.append('\n');
      }
    }
    return csv.toString();
  }

  private static String number(double v) {
    return Double.isNaN(v)
        ? ""
        : v == Math.rint(v) && Math.abs(v) < 1e15 ? String.valueOf((long) v) : String.valueOf(v);
  }

  static String json(ResultSet results, Findings findings) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("title", results.title());
    ArrayNode runs = root.putArray("runs");
    for (Arm arm : results.arms()) {
      arm.seeds().forEach(s -> run(runs.addObject(), arm, s));
    }
    ArrayNode medians = root.putArray("medians");
    findings.cells().forEach(c -> cell(medians.addObject(), c));
    ObjectNode conclusions = root.putObject("conclusions");
    Findings.compared(results).forEach(m -> conclusions.put(m, findings.conclusion(m)));
    ArrayNode tests = root.putArray("tests");
    findings.comparisons().forEach(c -> test(tests.addObject(), c));
    ArrayNode overTasks = root.putArray("testsOverTasks");
    findings.overTasks().forEach(c -> test(overTasks.addObject(), c));
    return JsonText.of(root) + "\n";
  }

  private static void run(ObjectNode node, Arm arm, SeedRun s) {
    node.put("arm", arm.label()).put("seed", s.seed());
    node.put("outcome", s.end().map(SeedRun.End::outcome).orElse("UNFINISHED"));
    ObjectNode metrics = node.putObject("metrics");
    s.finalMetrics().forEach(m -> put(metrics, m, s.finalValue(m)));
  }

  private static void cell(ObjectNode node, Findings.Cell c) {
    Description d = c.values();
    node.put("arm", c.arm()).put("metric", c.metric()).put("runs", d.count());
    put(node, "median", d.median());
    put(node, "lowerQuartile", d.lowerQuartile());
    put(node, "upperQuartile", d.upperQuartile());
    put(node, "low", c.interval().low());
    put(node, "high", c.interval().high());
    put(node, "mean", d.mean());
    put(node, "sd", d.sd());
  }

  private static void test(ObjectNode node, PairedComparison c) {
    node.put("metric", c.metric()).put("left", c.left()).put("right", c.right());
    node.put("pairs", c.pairs());
    put(node, "medianDifference", c.medianDifference());
    put(node, "low", c.interval().low());
    put(node, "high", c.interval().high());
    c.test().ifPresent(t -> put(node, "p", t.p()));
    put(node, "adjusted", c.adjusted());
    node.put("family", c.family()).put("verdict", c.verdict());
  }

  /** JSON has no NaN: what is not a finite number is null. */
  private static void put(ObjectNode node, String key, double value) {
    if (Double.isFinite(value)) {
      node.put(key, value);
    } else {
      node.putNull(key);
    }
  }
}

package org.bilevel4j.cli.console;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bilevel4j.cli.config.Experiment;
import org.bilevel4j.eval.report.Findings;
import org.bilevel4j.eval.report.Reports;
import org.bilevel4j.eval.report.ResultSet;
import org.bilevel4j.eval.report.RunFolder;
import org.bilevel4j.eval.report.SweepFit;
import org.bilevel4j.eval.statistics.PairedComparison;

/** What is printed at the end: a table over arms, the tests in words, the path of the report. */
public final class SummaryPrinter {
  private static final Map<String, String> SHOWN = new LinkedHashMap<>();

  static {
    SHOWN.put("validation.loss.worst", "worst validation loss");
    SHOWN.put("validation.loss.mean", "mean validation loss");
    SHOWN.put("test.loss.worst", "worst test loss");
    SHOWN.put("test.loss.mean", "mean test loss");
  }

  private final ResultSet results;
  private final Path folder;
  private List<String> metrics = List.of();
  private Said said = Said.NOTHING;
  private boolean quiet;

  private SummaryPrinter(ResultSet results, Path folder) {
    this.results = results;
    this.folder = folder;
  }

  /** The summary of a run folder. */
  public static SummaryPrinter of(Path folder) {
    return of(RunFolder.read(folder), folder);
  }

  /**
   * The summary of results.
   *
   * @param folder where the report goes
   */
  public static SummaryPrinter of(ResultSet results, Path folder) {
    return new SummaryPrinter(results, folder);
  }

  /** What is shown; empty means worst and mean losses of validation and test. */
  public SummaryPrinter metrics(List<String> asked) {
    metrics = List.copyOf(asked);
    return this;
  }

  /** What the reader has seen already. */
  public SummaryPrinter said(Said earlier) {
    said = earlier;
    return this;
  }

  /** Whether the path of the report is all that is printed. */
  public SummaryPrinter quiet(boolean on) {
    quiet = on;
    return this;
  }

  /** Writes the report and prints the table. */
  public void print(PrintWriter out) {
    Findings findings = Findings.of(results);
    Path report = Reports.write(results, findings, folder);
    if (!quiet) {
      table(findings, out);
    }
    out.println("Report: " + report);
    out.flush();
  }

  private void table(Findings findings, PrintWriter out) {
    List<String> shown =
        (metrics.isEmpty() ? List.copyOf(SHOWN.keySet()) : metrics)
            .stream().filter(m -> !findings.cells(m).isEmpty()).toList();
    out.println();
    List<String> lines = table(results, findings, shown).lines();
    boolean fits = lines.stream().allMatch(line -> line.length() <= Terminal.columns());
    (fits || !Terminal.isInteractive() ? lines : narrow(results, findings, shown).lines())
        .forEach(out::println);
    out.println();
    for (String metric : shown) {
      for (PairedComparison c : findings.of(metric)) {
        TextWrap.print(words(metric) + ": " + c.verdict(), out);
      }
    }
    if (!said.shortage()) {
      findings.shortage().ifPresent(s -> TextWrap.print(s, out));
    }
    RemarkPrinter.print(unsaid(), out);
    SweepFit.of(results)
        .map(SweepFit::sentences)
        .orElse(List.of())
        .forEach(s -> TextWrap.print(s, out));
  }

  private Map<String, List<String>> unsaid() {
    Map<String, List<String>> rest = new LinkedHashMap<>();
    results
        .remarks()
        .forEach(
            (arm, all) -> {
              List<String> earlier = said.remarks().getOrDefault(arm, List.of());
              rest.put(
                  arm,
                  all.stream().filter(r -> earlier.stream().noneMatch(r::startsWith)).toList());
            });
    return rest;
  }

  private static TextTable table(ResultSet results, Findings findings, List<String> shown) {
    String[] head = new String[2 + shown.size()];
    head[0] = "arm (median [quartiles] over seeds)";
    head[1] = "outcomes";
    for (int m = 0; m < shown.size(); m++) {
      head[2 + m] = words(shown.get(m));
    }
    TextTable table = new TextTable().row(head);
    for (ResultSet.Arm arm : results.arms()) {
      String[] row = new String[head.length];
      row[0] = arm.label();
      row[1] = outcomes(arm);
      for (int m = 0; m < shown.size(); m++) {
        row[2 + m] = text(findings, shown.get(m), arm);
      }
      table.row(row);
    }
    return table;
  }

  /** The same with a row for each metric of each arm. */
  private static TextTable narrow(ResultSet results, Findings findings, List<String> shown) {
    TextTable table = new TextTable().row("", "arm", "median [quartiles] over seeds");
    List<ResultSet.Arm> arms = results.arms();
    for (ResultSet.Arm arm : arms) {
      table.row(arm.equals(arms.get(0)) ? "outcomes" : "", arm.label(), outcomes(arm));
    }
    for (String metric : shown) {
      for (ResultSet.Arm arm : arms) {
        String name = arm.equals(arms.get(0)) ? words(metric) : "";
        table.row(name, arm.label(), text(findings, metric, arm));
      }
    }
    return table;
  }

  private static String text(Findings findings, String metric, ResultSet.Arm arm) {
    return findings.cells(metric).stream()
        .filter(c -> c.arm().equals(arm.label()))
        .map(Findings.Cell::text)
        .findFirst()
        .orElse("-");
  }

  private static String outcomes(ResultSet.Arm arm) {
    Map<String, Long> counts =
        arm.seeds().stream()
            .collect(
                Collectors.groupingBy(
                    s -> s.end().map(e -> e.outcome().toLowerCase(Locale.ROOT)).orElse("open"),
                    TreeMap::new,
                    Collectors.counting()));
    return counts.entrySet().stream()
        .map(e -> e.getValue() + " " + e.getKey())
        .collect(Collectors.joining(", "));
  }

  private static String words(String metric) {
    return SHOWN.getOrDefault(metric, metric);
  }

  /** The metrics an experiment asks for. */
  public static List<String> metrics(Experiment e) {
    return e.compare().metrics();
  }
}

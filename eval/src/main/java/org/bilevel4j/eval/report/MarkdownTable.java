package org.bilevel4j.eval.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bilevel4j.eval.report.ResultSet.Arm;
import org.bilevel4j.eval.statistics.PairedComparison;

/** The results as Markdown tables, for documents. */
public final class MarkdownTable {
  private MarkdownTable() {}

  /** Final values: a row per measure, a column per arm, median [quartiles]; the best is bold. */
  public static String finals(ResultSet results) {
    return finals(results, Findings.of(results));
  }

  /**
   * The tests: over seeds, then over tasks, a row per measure and pair of arms, with the verdict in
   * words.
   */
  public static String tests(ResultSet results) {
    return tests(Findings.of(results));
  }

  static String finals(ResultSet results, Findings findings) {
    StringBuilder table = new StringBuilder("| measure |");
    StringBuilder rule = new StringBuilder("| --- |");
    for (Arm arm : results.arms()) {
      table.append(' ').append(Text.markdown(arm.label())).append(" |");
      rule.append(" ---: |");
    }
    table.append('\n').append(rule).append('\n');
    for (String metric : findings.metrics()) {
      table.append("| ").append(Text.markdown(MetricNames.words(metric))).append(" |");
      Optional<String> best = findings.best(metric).map(Findings.Cell::arm);
      for (Arm arm : results.arms()) {
        String cell = findings.text(metric, arm.label());
        boolean bold = best.filter(arm.label()::equals).isPresent();
        table.append(' ').append(bold ? "**" + cell + "**" : cell).append(" |");
      }
      table.append('\n');
    }
    return table.toString();
  }

  static String tests(Findings findings) {
    List<PairedComparison> all = new ArrayList<>(findings.comparisons());
    all.addAll(findings.overTasks());
    StringBuilder table = new StringBuilder("| measure | verdict |\n| --- | --- |\n");
    for (PairedComparison c : all) {
      table
          .append("| ")
          .append(Text.markdown(MetricNames.words(c.metric())))
          .append(c.unit() == PairedComparison.Unit.TASK ? ", over tasks | " : " | ")
          .append(Text.markdown(c.verdict()))
          .append(" |\n");
    }
    findings.shortage().ifPresent(s -> table.append('\n').append(s).append('\n'));
    return table.toString();
  }
}

package org.bilevel4j.eval.report;

import java.util.Optional;
import org.bilevel4j.eval.report.ResultSet.Arm;

/**
 * The final values as a LaTeX {@code tabular} that needs no package: a row per measure, a column
 * per arm, median [quartiles]; the best median is bold.
 */
public final class LatexTable {
  private LatexTable() {}

  /** The table. */
  public static String finals(ResultSet results) {
    return finals(results, Findings.of(results));
  }

  static String finals(ResultSet results, Findings findings) {
    StringBuilder table = new StringBuilder("\\begin{tabular}{l");
    table.append("r".repeat(results.arms().size())).append("}\n\\hline\nmeasure");
    results.arms().forEach(arm -> table.append(" & ").append(Text.latex(arm.label())));
    table.append(" \\\\\n\\hline\n");
    for (String metric : findings.metrics()) {
      table.append(Text.latex(MetricNames.words(metric)));
      Optional<String> best = findings.best(metric).map(Findings.Cell::arm);
      for (Arm arm : results.arms()) {
        String cell = findings.text(metric, arm.label());
        boolean bold = best.filter(arm.label()::equals).isPresent();
        table.append(" & ").append(bold ? "\\textbf{" + cell + "}" : cell);
      }
      table.append(" \\\\\n");
    }
    return table.append("\\hline\n\\end{tabular}\n").toString();
  }
}

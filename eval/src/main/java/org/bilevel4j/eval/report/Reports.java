package org.bilevel4j.eval.report;

import java.nio.file.Path;

/** Everything that can be written about a run folder. */
public final class Reports {
  private Reports() {}

  /**
   * Reads the folder and writes report.html, summary.csv, summary.json, summary.md, summary.tex and
   * the folder charts into it.
   *
   * @param folder a run folder, see {@link RunFolder}
   * @return the report
   * @throws org.bilevel4j.core.util.UserError when the folder is broken or read-only
   */
  public static Path write(Path folder) {
    ResultSet results = RunFolder.read(folder);
    return write(results, Findings.of(results), folder);
  }

  /**
   * Writes the same about results that were read already.
   *
   * @param folder where to, made when it does not exist
   */
  public static Path write(ResultSet results, Findings findings, Path folder) {
    Path report = folder.resolve("report.html");
    SummaryFiles.write(results, findings, folder);
    StaticCharts.write(results, folder.resolve("charts"));
    HtmlReport.write(results, findings, report);
    return report;
  }
}

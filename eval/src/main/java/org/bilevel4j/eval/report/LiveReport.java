package org.bilevel4j.eval.report;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The report of runs that go on, written again and again from what lies in their folder: the page
 * alone, without the files beside it. Intervals and tests are computed only when another run has
 * finished.
 */
public final class LiveReport {
  private final Path folder;
  private long finished = -1;
  private @Nullable Findings findings;

  /** The report of a run folder. */
  public LiveReport(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes the report.
   *
   * @param renewal time until it is written again; empty means never, so that the page stays as it
   *     is
   * @throws org.bilevel4j.core.util.UserError when nothing is measured yet, or the folder is broken
   */
  public void write(Optional<Duration> renewal) {
    ResultSet results = RunFolder.read(folder);
    Findings now = findings(results);
    Path report = folder.resolve("report.html");
    renewal.ifPresentOrElse(
        r -> HtmlReport.write(results, now, report, r),
        () -> HtmlReport.write(results, now, report));
  }

  private Findings findings(ResultSet results) {
    long ended = results.runs().stream().filter(s -> s.end().isPresent()).count();
    Findings known = findings;
    if (known == null || ended != finished) {
      known = Findings.of(results);
      findings = known;
      finished = ended;
    }
    return known;
  }
}

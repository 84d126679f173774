package org.bilevel4j.eval.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One run of one arm.
 *
 * @param seed its seed
 * @param series what was measured on the way
 * @param end how it ended, empty while unfinished
 */
public record SeedRun(long seed, Series series, Optional<End> end) {
  private static final Set<String> FAILURES =
      Set.of("diverged", "failed", "error", "aborted", "interrupted", "cancelled");

  /**
   * The end of a run.
   *
   * @param outcome such as "FINISHED" or "DIVERGED"
   * @param steps iterations made
   * @param samples rows drawn, NaN when not told
   * @param seconds wall clock, NaN when not told
   * @param metrics final values of the returned iterate by name
   * @param message a word about the end, empty when there is none
   * @param remarks what the run has to say, one sentence each
   */
  public record End(
      String outcome,
      double steps,
      double samples,
      double seconds,
      Map<String, Double> metrics,
      String message,
      List<String> remarks) {}

  /** Whether it finished and did not fail. */
  public boolean sound() {
    return end.isPresent() && !FAILURES.contains(end.get().outcome().toLowerCase(Locale.ROOT));
  }

  /** A final value, NaN when it was not measured. */
  public double finalValue(String metric) {
    return end.map(e -> e.metrics().getOrDefault(metric, Double.NaN)).orElse(Double.NaN);
  }

  /** Names of the final values, empty while unfinished. */
  public Set<String> finalMetrics() {
    return end.map(e -> e.metrics().keySet()).orElse(Set.of());
  }
}

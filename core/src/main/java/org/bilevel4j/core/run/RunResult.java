package org.bilevel4j.core.run;

import java.util.Locale;

/**
 * What a run leaves behind.
 *
 * @param outcome how it ended
 * @param steps how many steps were made
 * @param seconds time spent stepping and watching, over all resumed parts
 * @param counts oracle calls and samples of the solver
 * @param last the last iterate; when it diverged, the last that was seen to be sound
 * @param returned the iterate asked for, or {@code last} where that one is not sound
 */
public record RunResult(
    Outcome outcome,
    long steps,
    double seconds,
    OracleCounts counts,
    Snapshot last,
    Snapshot returned) {

  /** One line: the ending, its costs and the x returned. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s after %d steps, %d rows and %.3g s: %s x = %s",
        outcome.kind(),
        steps,
        counts.samples(),
        seconds,
        outcome.message(),
        returned.x());
  }
}

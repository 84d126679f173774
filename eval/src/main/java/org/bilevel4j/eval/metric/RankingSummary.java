package org.bilevel4j.eval.metric;

import java.util.Arrays;

/**
 * A number of the ranking of each task, higher is better, over tasks.
 *
 * @param worst the smallest; NaN where no task has one
 * @param mean over the tasks that have one; NaN where none has
 * @param spread standard deviation, divisor n - 1; NaN below two tasks
 * @param undefined how many tasks have none
 */
public record RankingSummary(double worst, double mean, double spread, int undefined) {

  /** Summarises; NaN is a task without a value. */
  public static RankingSummary of(double... values) {
    double[] defined = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
    double mean = Arrays.stream(defined).average().orElse(Double.NaN);
    double squares = Arrays.stream(defined).map(v -> (v - mean) * (v - mean)).sum();
    return new RankingSummary(
        Arrays.stream(defined).min().orElse(Double.NaN),
        mean,
        defined.length < 2 ? Double.NaN : Math.sqrt(squares / (defined.length - 1)),
        values.length - defined.length);
  }
}

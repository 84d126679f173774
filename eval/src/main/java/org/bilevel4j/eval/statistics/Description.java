package org.bilevel4j.eval.statistics;

import org.hipparchus.stat.StatUtils;
import org.hipparchus.stat.descriptive.rank.Percentile;
import org.hipparchus.stat.descriptive.rank.Percentile.EstimationType;

/**
 * A sample in numbers. Quantiles are of type 7 of Hyndman and Fan (1996), the one of R, NumPy and
 * spreadsheets: linear between the order statistics, h = (n - 1) p + 1.
 *
 * @param count sample size, at least 1
 * @param mean arithmetic mean
 * @param sd standard deviation with divisor n - 1; NaN for one value
 * @param min smallest value
 * @param lowerQuartile quantile at 0.25
 * @param median quantile at 0.5
 * @param upperQuartile quantile at 0.75
 * @param max largest value
 */
public record Description(
    int count,
    double mean,
    double sd,
    double min,
    double lowerQuartile,
    double median,
    double upperQuartile,
    double max) {

  /**
   * Describes a sample.
   *
   * @param values at least one value, none NaN; not modified
   * @throws IllegalArgumentException when empty or when a value is NaN
   */
  public static Description of(double... values) {
    check(values);
    return new Description(
        values.length,
        StatUtils.mean(values),
        values.length == 1 ? Double.NaN : Math.sqrt(StatUtils.variance(values)),
        StatUtils.min(values),
        quantile(values, 0.25),
        quantile(values, 0.5),
        quantile(values, 0.75),
        StatUtils.max(values));
  }

  /** The median; values as in {@link #of}. */
  public static double median(double... values) {
    return quantile(values, 0.5);
  }

  /**
   * The quantile of type 7.
   *
   * @param values at least one value, none NaN; not modified
   * @param p in [0, 1]
   */
  public static double quantile(double[] values, double p) {
    check(values);
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("p is " + p + ", must lie between 0 and 1.");
    }
    if (p == 0) { // the library asks for p > 0
      return StatUtils.min(values);
    }
    return new Percentile()
        .withEstimationType(EstimationType.R_7)
        .evaluate(values, 0, values.length, 100 * p);
  }

  private static void check(double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("A sample needs at least one value, has none.");
    }
    for (int i = 0; i < values.length; i++) {
      if (Double.isNaN(values[i])) {
        throw new IllegalArgumentException("value " + i + " of the sample is NaN.");
      }
    }
  }
}

package org.bilevel4j.eval.statistics;

import java.util.Arrays;

/**
 * y = c x^e fitted by least squares in the logarithms, one fit per seed: the exponent is the mean
 * over seeds, its interval a bootstrap over seeds, so that nothing is assumed about how the errors
 * of one seed hang together.
 *
 * @param exponent mean over seeds
 * @param interval of the mean (BCa, 95 %); one point for fewer than two seeds
 * @param logScale mean over seeds of log c
 * @param seeds how many seeds were fitted
 */
public record PowerLaw(double exponent, Interval interval, double logScale, int seeds) {

  /**
   * Fits.
   *
   * @param x ascending, at least two values above zero
   * @param y one row per seed, one column per x, above zero; at least one row
   */
  public static PowerLaw fit(double[] x, double[][] y) {
    double[] slopes = new double[y.length];
    double[] scales = new double[y.length];
    double[] logX = Arrays.stream(x).map(Math::log).toArray();
    double meanX = Arrays.stream(logX).average().orElseThrow();
    double squares = Arrays.stream(logX).map(v -> (v - meanX) * (v - meanX)).sum();
    for (int s = 0; s < y.length; s++) {
      double meanY = Arrays.stream(y[s]).map(Math::log).average().orElseThrow();
      for (int i = 0; i < x.length; i++) {
        slopes[s] += (logX[i] - meanX) * (Math.log(y[s][i]) - meanY) / squares;
      }
      scales[s] = meanY - slopes[s] * meanX;
    }
    double exponent = mean(slopes);
    Interval interval =
        slopes.length < 2
            ? new Interval(exponent, exponent, 0.95)
            : Bootstrap.standard().bca(slopes, PowerLaw::mean);
    return new PowerLaw(exponent, interval, mean(scales), y.length);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  /** c x^e. */
  public double at(double x) {
    return Math.exp(logScale + exponent * Math.log(x));
  }
}

package org.bilevel4j.eval.statistics;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * Bootstrap confidence intervals (Efron 1979): the sample is redrawn with replacement and the
 * statistic computed on each redraw. Resample b reads the address {@code key.child(b)}, so the same
 * key gives the same interval.
 *
 * @param resamples number of redraws, at least 100
 * @param level coverage aimed at, in (0, 1)
 * @param key where the random numbers are
 */
public record Bootstrap(int resamples, double level, Key key) {
  private static final NormalDistribution NORMAL = new NormalDistribution(0, 1);

  /** Checks the ranges. */
  public Bootstrap {
    if (resamples < 100) {
      throw new IllegalArgumentException("resamples is " + resamples + ", must be at least 100.");
    }
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level is " + level + ", must lie between 0 and 1.");
    }
  }

  /** 95 %, 10,000 redraws, a fixed address: a report is the same each time it is made. */
  public static Bootstrap standard() {
    return new Bootstrap(10_000, 0.95, Key.of(1).child("bootstrap"));
  }

  /**
   * The percentile interval: the quantiles at (1 - level)/2 and (1 + level)/2 of the redraws (Efron
   * and Tibshirani 1993, chapter 13). The choice for medians, whose jackknife BCa leans on is not
   * consistent.
   *
   * @param sample at least one value; not modified
   * @param statistic of a sample; must not keep or modify its argument
   */
  public Interval percentile(double[] sample, ToDoubleFunction<double[]> statistic) {
    return percentile(redraw(sample, statistic));
  }

  /**
   * The percentile interval of a statistic that was computed on redraws already.
   *
   * @param redrawn the statistic on each redraw; NaN ends where one of them is NaN; not modified
   */
  public Interval percentile(double[] redrawn) {
    if (Arrays.stream(redrawn).anyMatch(Double::isNaN)) {
      return new Interval(Double.NaN, Double.NaN, level);
    }
    double tail = (1 - level) / 2;
    return cut(redrawn, tail, 1 - tail);
  }

  /**
   * The bias-corrected and accelerated interval (Efron 1987): the percentiles are shifted by the
   * bias z0 and the acceleration a of the jackknife. For smooth statistics such as the mean.
   *
   * @param sample at least two values; not modified
   * @param statistic of a sample; must not keep or modify its argument
   */
  public Interval bca(double[] sample, ToDoubleFunction<double[]> statistic) {
    double[] redrawn = redraw(sample, statistic);
    double estimate = statistic.applyAsDouble(sample);
    double share = shareBelow(redrawn, estimate);
    if (share == 0 || share == 1) { // no bias can be told from a redraw all on one side
      return percentile(sample, statistic);
    }
    double z0 = NORMAL.inverseCumulativeProbability(share);
    double a = acceleration(sample, statistic);
    double tail = (1 - level) / 2;
    return cut(redrawn, shifted(tail, z0, a), shifted(1 - tail, z0, a));
  }

  private double[] redraw(double[] sample, ToDoubleFunction<double[]> statistic) {
    double[] redrawn = new double[resamples];
    double[] one = new double[sample.length];
    for (int b = 0; b < resamples; b++) {
      Rng rng = key.child(b).rng();
      for (int i = 0; i < one.length; i++) {
        one[i] = sample[rng.nextInt(sample.length)];
      }
      redrawn[b] = statistic.applyAsDouble(one);
    }
    Arrays.sort(redrawn);
    return redrawn;
  }

  private Interval cut(double[] redrawn, double low, double high) {
    return new Interval(
        Description.quantile(redrawn, low), Description.quantile(redrawn, high), level);
  }

  private static double shareBelow(double[] redrawn, double estimate) {
    double below = 0; // an equal value counts half
    for (double v : redrawn) {
      below += v < estimate ? 1 : v == estimate ? 0.5 : 0;
    }
    return below / redrawn.length;
  }

  /** a = sum d_i^3 / (6 (sum d_i^2)^1.5), d_i = mean of the leave-one-out values minus the i-th. */
  private static double acceleration(double[] sample, ToDoubleFunction<double[]> statistic) {
    int n = sample.length;
    double[] without = new double[n];
    double mean = 0;
    for (int i = 0; i < n; i++) {
      double[] rest = new double[n - 1];
      System.arraycopy(sample, 0, rest, 0, i);
      System.arraycopy(sample, i + 1, rest, i, n - 1 - i);
      without[i] = statistic.applyAsDouble(rest);
      mean += without[i] / n;
    }
    double squares = 0;
    double cubes = 0;
    for (double w : without) {
      double d = mean - w;
      squares += d * d;
      cubes += d * d * d;
    }
    return squares == 0 ? 0 : cubes / (6 * Math.pow(squares, 1.5));
  }

  private static double shifted(double p, double z0, double a) {
    double z = z0 + NORMAL.inverseCumulativeProbability(p);
    return NORMAL.cumulativeProbability(z0 + z / (1 - a * z));
  }
}

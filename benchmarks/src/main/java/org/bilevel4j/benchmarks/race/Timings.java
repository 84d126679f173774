package org.bilevel4j.benchmarks.race;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/**
 * Repeated measurements in short.
 *
 * @param median the middle one, or the mean of the two in the middle
 * @param min the smallest
 * @param max the largest
 */
public record Timings(double median, double min, double max) {

  /**
   * The spread of values.
   *
   * @param values at least one
   */
  public static Timings of(Collection<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("a spread needs at least one value");
    }
    double[] v = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int half = v.length / 2;
    double median = v.length % 2 == 1 ? v[half] : (v[half - 1] + v[half]) / 2;
    return new Timings(median, v[0], Arrays.stream(v).max().getAsDouble());
  }

  /** "1.52 [1.40, 1.61]", with this many digits after the point. */
  public String text(int digits) {
    String number = "%." + digits + "f";
    return String.format(
        Locale.ROOT, number + " [" + number + ", " + number + "]", median, min, max);
  }
}

package org.bilevel4j.eval.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Holm's step-down correction for several tests at once (Holm 1979). */
public final class Holm {
  private Holm() {}

  /**
   * Adjusted p-values: the k-th smallest of m becomes max over j up to k of (m - j + 1) p_(j), at
   * most 1. A test rejects at level a, all of them together keeping that level, where its adjusted
   * value is at most a.
   *
   * @param p p-values in [0, 1]; not modified
   * @return adjusted values in the same order
   */
  public static double[] adjust(double... p) {
    Integer[] order = IntStream.range(0, p.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, (i, j) -> Double.compare(p[i], p[j]));
    double[] adjusted = new double[p.length];
    double largest = 0;
    for (int k = 0; k < p.length; k++) {
      double one = p[order[k]];
      if (!(one >= 0 && one <= 1)) {
        throw new IllegalArgumentException("p-value is " + one + ", must lie between 0 and 1.");
      }
      largest = Math.max(largest, Math.min(1, (p.length - k) * one));
      adjusted[order[k]] = largest;
    }
    return adjusted;
  }
}

package org.bilevel4j.eval.metric;

import java.util.Arrays;

/**
 * Area under the ROC curve with ties counted half, by sorting each class and merging (Mann, Whitney
 * 1947; equal to the mid-rank formula of docs/ALGORITHMS.md 10.5), O(n log n).
 */
public final class RocAuc {
  private RocAuc() {}

  /**
   * The share of (positive, negative) pairs in which the positive scores higher, ties half.
   *
   * @param scores finite, not modified
   * @param positive the class of each score
   * @return in [0, 1]; NaN when a class is missing or a score is not a number
   */
  public static double of(double[] scores, boolean[] positive) {
    int n = scores.length;
    double[] up = new double[n]; // positives
    int positives = 0;
    for (int i = 0; i < n; i++) {
      if (Double.isNaN(scores[i])) {
        return Double.NaN;
      }
      if (positive[i]) {
        up[positives++] = scores[i] + 0.0; // -0 becomes 0
      }
    }
    double[] down = new double[n - positives];
    int negatives = 0;
    for (int i = 0; i < n; i++) {
      if (!positive[i]) {
        down[negatives++] = scores[i] + 0.0;
      }
    }
    Arrays.sort(up, 0, positives);
    Arrays.sort(down);
    return pairs(up, positives, down) / 2.0 / ((double) positives * negatives);
  }

  /** Twice the number of pairs won, ties once; both arrays ascending. */
  private static long pairs(double[] up, int positives, double[] down) {
    long twice = 0;
    int below = 0;
    int notAbove = 0;
    for (int p = 0; p < positives; p++) {
      while (below < down.length && down[below] < up[p]) {
        below++;
      }
      while (notAbove < down.length && down[notAbove] <= up[p]) {
        notAbove++;
      }
      twice += below + notAbove;
    }
    return twice;
  }
}

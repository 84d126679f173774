package org.bilevel4j.eval.metric;

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
    return of(RankedScores.of(scores, positive));
  }

  /** The same of scores that are ranked already, O(n). */
  public static double of(RankedScores ranked) {
    return ranked.isDefined()
        ? pairs(ranked.up(), ranked.up().length, ranked.down(), 0)
            / 2.0
            / ((double) ranked.positives() * ranked.negatives())
        : Double.NaN;
  }

  /**
   * The same of the lowest positives and the highest negatives.
   *
   * @param low how many positives, at least 1
   * @param high how many negatives, at least 1
   */
  static double ofHardest(RankedScores ranked, int low, int high) {
    int from = ranked.negatives() - high;
    return pairs(ranked.up(), low, ranked.down(), from) / 2.0 / ((double) low * high);
  }

  /** Twice the number of pairs won, ties once, by positives before a place, negatives from one. */
  private static long pairs(double[] up, int positives, double[] down, int from) {
    long twice = 0;
    int below = from;
    int notAbove = from;
    for (int p = 0; p < positives; p++) {
      while (below < down.length && down[below] < up[p]) {
        below++;
      }
      while (notAbove < down.length && down[notAbove] <= up[p]) {
        notAbove++;
      }
      twice += below - from + notAbove - from;
    }
    return twice;
  }
}

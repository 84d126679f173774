package org.bilevel4j.eval.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * The Wilcoxon signed-rank test of paired samples, two-sided (Wilcoxon 1945).
 *
 * <pre>
 * differences  d_i = a_i - b_i; zero differences are left out (n remain)
 * ranks        of |d_i|; equal ones get their mean rank
 * statistic    W+ = sum of the ranks of positive d_i
 * p            n at most 25: exact, from all 2^n signs given these ranks, ties included;
 *              above: normal approximation, variance corrected for ties, continuity 1/2
 * </pre>
 *
 * <p>Hipparchus 4.0.3 has this test too, but its exact form assumes the ranks 1..n and so is wrong
 * with ties, and its approximation does not correct the variance for them.
 *
 * @param pairs number of pairs given
 * @param zeros pairs without a difference
 * @param rankSum W+
 * @param centre value of W+ expected without a difference, n (n + 1) / 4
 * @param p two-sided p-value in [0, 1]; 1 when all differences are zero
 * @param exact whether p comes from the exact distribution
 */
public record SignedRank(
    int pairs, int zeros, double rankSum, double centre, double p, boolean exact) {
  /** Largest number of nonzero differences for which p is exact. */
  public static final int EXACT_UP_TO = 25;

  /**
   * Tests whether paired values differ.
   *
   * @param a finite values; not modified
   * @param b as many finite values, {@code b[i]} belonging to {@code a[i]}; not modified
   */
  public static SignedRank test(double[] a, double[] b) {
    double[] d = differences(a, b);
    int n = d.length;
    double[] ranks = midRanks(d);
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += d[i] > 0 ? ranks[i] : 0;
    }
    boolean exact = n <= EXACT_UP_TO;
    double p = exact ? exactP(ranks, sum) : normalP(ranks, sum);
    return new SignedRank(a.length, a.length - n, sum, n * (n + 1) / 4.0, p, exact);
  }

  private static double[] differences(double[] a, double[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "Pairs need equal lengths, got " + a.length + " and " + b.length + ".");
    }
    double[] d = IntStream.range(0, a.length).mapToDouble(i -> a[i] - b[i]).toArray();
    for (int i = 0; i < d.length; i++) {
      if (!Double.isFinite(d[i])) {
        throw new IllegalArgumentException(
            "pair " + i + " is (" + a[i] + ", " + b[i] + "), must be finite.");
      }
    }
    return Arrays.stream(d).filter(v -> v != 0).toArray();
  }

  private static double[] midRanks(double[] d) {
    int n = d.length;
    Integer[] order = IntStream.range(0, n).boxed().toArray(Integer[]::new);
    Arrays.sort(order, (i, j) -> Double.compare(Math.abs(d[i]), Math.abs(d[j])));
    double[] ranks = new double[n];
    for (int from = 0; from < n; ) {
      int to = from + 1;
      while (to < n && Math.abs(d[order[to]]) == Math.abs(d[order[from]])) {
        to++;
      }
      for (int k = from; k < to; k++) {
        ranks[order[k]] = (from + 1 + to) / 2.0;
      }
      from = to;
    }
    return ranks;
  }

  /** Counts, for each doubled rank sum, the sign patterns that give it; exact in doubles. */
  private static double exactP(double[] ranks, double sum) {
    int top = ranks.length * (ranks.length + 1); // twice the largest sum
    double[] ways = new double[top + 1];
    ways[0] = 1;
    for (double rank : ranks) {
      int r = (int) Math.round(2 * rank);
      for (int s = top; s >= r; s--) {
        ways[s] += ways[s - r];
      }
    }
    int at = (int) Math.round(2 * Math.max(sum, top / 2.0 - sum)); // the larger of W+ and W-
    double tail = 0;
    for (int s = at; s <= top; s++) {
      tail += ways[s];
    }
    return Math.min(1, 2 * tail / Math.pow(2, ranks.length));
  }

  private static double normalP(double[] ranks, double sum) {
    double n = ranks.length;
    double squares = Arrays.stream(ranks).map(r -> r * r).sum(); // so ties shrink the variance
    double away = Math.abs(sum - n * (n + 1) / 4) - 0.5;
    double z = Math.max(0, away) / Math.sqrt(squares / 4);
    return Math.min(1, 2 * new NormalDistribution(0, 1).cumulativeProbability(-z));
  }
}

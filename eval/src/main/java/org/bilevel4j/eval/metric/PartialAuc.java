package org.bilevel4j.eval.metric;

import java.util.Arrays;

/**
 * Area under part of the ROC curve (docs/ALGORITHMS.md 10.6). The curve is the polygon with one
 * vertex per distinct score, so that ties are crossed on a diagonal, and linear between vertices.
 */
public final class PartialAuc {
  private PartialAuc() {}

  /**
   * The area for false positive rates up to a bound, over the bound: with a bound that cuts between
   * two untied negatives, the AUC of all positives against the highest-scored negatives.
   *
   * @param scores finite, not modified
   * @param positive the class of each score
   * @param maxFpr the bound, in (0, 1]
   * @return in [0, 1]; NaN when a class is missing or a score is not a number
   */
  public static double normalised(double[] scores, boolean[] positive, double maxFpr) {
    return raw(scores, positive, maxFpr) / maxFpr;
  }

  /**
   * The area for false positive rates up to a bound, scaled so that chance is 1/2 and the best 1
   * (McClish 1989): (1 + (area - bound^2/2) / (bound - bound^2/2)) / 2.
   *
   * @param scores finite, not modified
   * @param positive the class of each score
   * @param maxFpr the bound, in (0, 1]
   * @return at most 1; NaN when a class is missing or a score is not a number
   */
  public static double standardised(double[] scores, boolean[] positive, double maxFpr) {
    double chance = maxFpr * maxFpr / 2;
    return (1 + (raw(scores, positive, maxFpr) - chance) / (maxFpr - chance)) / 2;
  }

  /**
   * Two-way: the AUC of the lowest-scored positives against the highest-scored negatives.
   *
   * @param scores finite, not modified
   * @param positive the class of each score
   * @param minTpr the least true positive rate, in [0, 1): round(n+ (1 - minTpr)) positives count
   * @param maxFpr the largest false positive rate, in (0, 1]: round(n- maxFpr) negatives count
   * @return in [0, 1], of at least one score a class; NaN when a class is missing or a score is not
   *     a number
   */
  public static double twoWay(double[] scores, boolean[] positive, double minTpr, double maxFpr) {
    check("minTpr", minTpr, minTpr >= 0 && minTpr < 1, "in [0, 1)");
    checkFpr(maxFpr);
    double[] up = sorted(scores, positive, true);
    double[] down = sorted(scores, positive, false);
    if (undefined(up, down)) {
      return Double.NaN;
    }
    int low = (int) Math.max(1, Math.round(up.length * (1 - minTpr)));
    int high = (int) Math.max(1, Math.round(down.length * maxFpr));
    double[] both = new double[low + high];
    boolean[] classes = new boolean[low + high];
    System.arraycopy(up, 0, both, 0, low);
    System.arraycopy(down, down.length - high, both, low, high);
    Arrays.fill(classes, 0, low, true);
    return RocAuc.of(both, classes);
  }

  /** The area of the polygon over [0, maxFpr]. */
  static double raw(double[] scores, boolean[] positive, double maxFpr) {
    checkFpr(maxFpr);
    double[] up = sorted(scores, positive, true);
    double[] down = sorted(scores, positive, false);
    if (undefined(up, down)) {
      return Double.NaN;
    }
    double end = maxFpr * down.length;
    double pairs = 0; // area in units of one positive by one negative
    int p = up.length;
    int n = down.length;
    while (n > 0 && down.length - n < end) {
      double score = p > 0 ? Math.max(up[p - 1], down[n - 1]) : down[n - 1];
      int fromP = up.length - p;
      int fromN = down.length - n;
      while (p > 0 && up[p - 1] == score) {
        p--;
      }
      while (n > 0 && down[n - 1] == score) {
        n--;
      }
      pairs += trapezoid(fromN, down.length - n, fromP, up.length - p, end);
    }
    return pairs / ((double) up.length * down.length);
  }

  /** The area under a segment of the polygon, cut at end. */
  private static double trapezoid(int fromN, int toN, int fromP, int toP, double end) {
    double width = Math.min(toN, end) - fromN;
    double slope = toN == fromN ? 0 : (double) (toP - fromP) / (toN - fromN);
    return width * (fromP + slope * width / 2);
  }

  /** The scores of one class, ascending. */
  private static double[] sorted(double[] scores, boolean[] positive, boolean which) {
    double[] out = new double[scores.length];
    int count = 0;
    for (int i = 0; i < scores.length; i++) {
      if (positive[i] == which) {
        out[count++] = scores[i] + 0.0; // -0 becomes 0
      }
    }
    double[] own = Arrays.copyOf(out, count);
    Arrays.sort(own); // not-a-numbers last
    return own;
  }

  private static boolean undefined(double[] up, double[] down) {
    return up.length == 0
        || down.length == 0
        || Double.isNaN(up[up.length - 1])
        || Double.isNaN(down[down.length - 1]);
  }

  private static void checkFpr(double maxFpr) {
    check("maxFpr", maxFpr, maxFpr > 0 && maxFpr <= 1, "in (0, 1]");
  }

  private static void check(String name, double value, boolean inRange, String range) {
    if (!inRange) {
      throw new IllegalArgumentException(name + " is " + value + ", must be " + range + ".");
    }
  }
}

package org.bilevel4j.eval.metric;

/**
 * Area under part of the ROC curve (docs/ALGORITHMS.md 10.6). The curve is the polygon with one
 * vertex per distinct score, so that ties are crossed on a diagonal, and linear between vertices.
 */
public final class PartialAuc {

  /** How the area over false positive rates in [from, to] is scaled. */
  public enum Form {
    /** So that chance is 1/2 and the best 1 (McClish 1989). */
    MCCLISH {
      @Override
      double of(double area, double from, double to) {
        double chance = (to * to - from * from) / 2;
        return (1 + (area - chance) / (to - from - chance)) / 2;
      }
    },
    /** By to - from: the mean true positive rate. */
    NORMALISED {
      @Override
      double of(double area, double from, double to) {
        return area / (to - from);
      }
    };

    abstract double of(double area, double from, double to);
  }

  private PartialAuc() {}

  /**
   * The area for false positive rates in a range, scaled.
   *
   * @param from least rate, in [0, to)
   * @param to largest rate, in (from, 1]
   * @return at most 1; NaN when a class is missing or a score is not a number
   */
  public static double of(RankedScores ranked, double from, double to, Form form) {
    return form.of(area(ranked, from, to), from, to);
  }

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
    return of(RankedScores.of(scores, positive), 0, maxFpr, Form.NORMALISED);
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
    return of(RankedScores.of(scores, positive), 0, maxFpr, Form.MCCLISH);
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
    return twoWay(RankedScores.of(scores, positive), minTpr, maxFpr);
  }

  /** The same of scores that are ranked already. */
  public static double twoWay(RankedScores ranked, double minTpr, double maxFpr) {
    check("minTpr", minTpr, minTpr >= 0 && minTpr < 1, "in [0, 1)");
    check("maxFpr", maxFpr, maxFpr > 0 && maxFpr <= 1, "in (0, 1]");
    if (!ranked.isDefined()) {
      return Double.NaN;
    }
    int low = (int) Math.max(1, Math.round(ranked.positives() * (1 - minTpr)));
    int high = (int) Math.max(1, Math.round(ranked.negatives() * maxFpr));
    return RocAuc.ofHardest(ranked, low, high);
  }

  /** The area of the polygon over [0, maxFpr]. */
  static double raw(double[] scores, boolean[] positive, double maxFpr) {
    return area(RankedScores.of(scores, positive), 0, maxFpr);
  }

  /** The area of the polygon over [from, to]. */
  static double area(RankedScores ranked, double from, double to) {
    check("maxFpr", to, to > 0 && to <= 1, "in (0, 1]");
    check("minFpr", from, from >= 0 && from < to, "in [0, maxFpr)");
    if (!ranked.isDefined()) {
      return Double.NaN;
    }
    double start = from * ranked.negatives();
    double end = to * ranked.negatives();
    double[] pairs = {0}; // area in units of one positive by one negative
    ranked.descend(
        (fromN, toN, fromP, toP) -> {
          pairs[0] += trapezoid(fromN, toN, fromP, toP, start, end);
          return toN < end;
        });
    return pairs[0] / ((double) ranked.positives() * ranked.negatives());
  }

  /** The area under a segment of the polygon, cut at start and end. */
  private static double trapezoid(
      int fromN, int toN, int fromP, int toP, double start, double end) {
    double at = Math.max(fromN, start);
    double width = Math.min(toN, end) - at;
    if (width <= 0) {
      return 0;
    }
    double slope = (double) (toP - fromP) / (toN - fromN);
    return width * (fromP + slope * (at - fromN) + slope * width / 2);
  }

  private static void check(String name, double value, boolean inRange, String range) {
    if (!inRange) {
      throw new IllegalArgumentException(name + " is " + value + ", must be " + range + ".");
    }
  }
}

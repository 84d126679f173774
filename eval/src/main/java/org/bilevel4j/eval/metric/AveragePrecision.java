package org.bilevel4j.eval.metric;

/**
 * Average precision: the sum over distinct scores, from the highest down, of (recall there - recall
 * before) times precision there; equal scores are one step (docs/ALGORITHMS.md 10.7).
 */
public final class AveragePrecision {
  private AveragePrecision() {}

  /**
   * The average precision.
   *
   * @return in (0, 1]; NaN when a class is missing or a score is not a number
   */
  public static double of(RankedScores ranked) {
    if (!ranked.isDefined()) {
      return Double.NaN;
    }
    double[] sum = {0};
    ranked.descend(
        (fromN, toN, fromP, toP) -> {
          sum[0] += (double) (toP - fromP) * toP / (toP + toN);
          return toP < ranked.positives();
        });
    return sum[0] / ranked.positives();
  }
}

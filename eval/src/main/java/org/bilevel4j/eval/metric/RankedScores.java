package org.bilevel4j.eval.metric;

import java.util.Arrays;
import java.util.Collection;

/**
 * The scores of the rows of one task, each class in ascending order: all that a metric of a ranking
 * looks at. Rankings of parts of a data set are merged in any order and grouping to the same bits
 * as that of the whole. Memory: 8 bytes a row; 16 more while rows are ranked, and as much again as
 * the result while rankings are merged.
 */
public final class RankedScores {
  private final double[] positives;
  private final double[] negatives;

  /** Takes both arrays over, which are sorted, not-a-numbers last. */
  private RankedScores(double[] positives, double[] negatives) {
    this.positives = positives;
    this.negatives = negatives;
  }

  /**
   * Ranks the rows of a task.
   *
   * @param scores higher means more likely positive; not modified
   * @param positive the class of each score; not modified
   */
  public static RankedScores of(double[] scores, boolean[] positive) {
    int count = 0;
    for (boolean p : positive) {
      count += p ? 1 : 0;
    }
    double[] up = new double[count];
    double[] down = new double[scores.length - count];
    int u = 0;
    int d = 0;
    for (int i = 0; i < scores.length; i++) {
      double score = scores[i] + 0.0; // -0 becomes 0
      if (positive[i]) {
        up[u++] = score;
      } else {
        down[d++] = score;
      }
    }
    RadixSort.sort(up);
    RadixSort.sort(down);
    return new RankedScores(up, down);
  }

  /** The ranking of all rows of some parts, which may be none. */
  public static RankedScores merged(Collection<RankedScores> parts) {
    double[] up = new double[Math.toIntExact(parts.stream().mapToLong(p -> p.positives()).sum())];
    double[] down = new double[Math.toIntExact(parts.stream().mapToLong(p -> p.negatives()).sum())];
    int u = 0;
    int d = 0;
    for (RankedScores part : parts) {
      System.arraycopy(part.positives, 0, up, u, part.positives.length);
      System.arraycopy(part.negatives, 0, down, d, part.negatives.length);
      u += part.positives.length;
      d += part.negatives.length;
    }
    Arrays.sort(up); // merges what is sorted already
    Arrays.sort(down);
    return new RankedScores(up, down);
  }

  /** Number of positive rows. */
  public int positives() {
    return positives.length;
  }

  /** Number of negative rows. */
  public int negatives() {
    return negatives.length;
  }

  /** Whether there are rows of both classes and every score is a number. */
  public boolean isDefined() {
    return positives.length > 0
        && negatives.length > 0
        && !Double.isNaN(positives[positives.length - 1])
        && !Double.isNaN(negatives[negatives.length - 1]);
  }

  /** Scores of the positive rows, ascending; not to be modified. */
  double[] up() {
    return positives;
  }

  /** Scores of the negative rows, ascending; not to be modified. */
  double[] down() {
    return negatives;
  }

  /**
   * Rows drawn with replacement, each class by itself.
   *
   * @param up how often each positive is drawn, in its order
   * @param down how often each negative is drawn
   */
  RankedScores redrawn(int[] up, int[] down) {
    return new RankedScores(repeated(positives, up), repeated(negatives, down));
  }

  private static double[] repeated(double[] scores, int[] times) {
    double[] out = new double[scores.length];
    int at = 0;
    for (int i = 0; i < scores.length; i++) {
      Arrays.fill(out, at, at + times[i], scores[i]);
      at += times[i];
    }
    return out;
  }

  /** What a walk down the scores sees: the rows above a threshold, at each distinct score. */
  @FunctionalInterface
  interface Step {
    /**
     * A step over the rows of one score; false ends the walk.
     *
     * @param fromN negatives above the score
     * @param toN negatives at or above it
     * @param fromP positives above the score
     * @param toP positives at or above it
     */
    boolean over(int fromN, int toN, int fromP, int toP);
  }

  /** Walks from the highest score down, one step for each distinct one. */
  void descend(Step step) {
    int p = positives.length;
    int n = negatives.length;
    boolean more = true;
    while (more && (p > 0 || n > 0)) {
      double score =
          n == 0
              ? positives[p - 1]
              : p == 0 ? negatives[n - 1] : Math.max(positives[p - 1], negatives[n - 1]);
      int fromP = positives.length - p;
      int fromN = negatives.length - n;
      while (p > 0 && positives[p - 1] == score) {
        p--;
      }
      while (n > 0 && negatives[n - 1] == score) {
        n--;
      }
      more = step.over(fromN, negatives.length - n, fromP, positives.length - p);
    }
  }
}

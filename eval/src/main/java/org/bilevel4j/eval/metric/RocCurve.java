package org.bilevel4j.eval.metric;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * The ROC curve as a polygon from (0, 0) to (1, 1), ascending in both rates.
 *
 * @param fpr false positive rate of each vertex
 * @param tpr true positive rate of each vertex
 */
public record RocCurve(double[] fpr, double[] tpr) {
  private static final int GRID = 200;

  /**
   * One vertex per distinct score.
   *
   * @param ranked must be {@linkplain RankedScores#isDefined defined}
   */
  public static RocCurve of(RankedScores ranked) {
    if (!ranked.isDefined()) {
      throw new IllegalArgumentException("A ROC curve needs rows of both classes with scores.");
    }
    int most = ranked.positives() + ranked.negatives() + 1;
    double[] fpr = new double[most];
    double[] tpr = new double[most];
    int[] count = {1};
    ranked.descend(
        (fromN, toN, fromP, toP) -> {
          fpr[count[0]] = (double) toN / ranked.negatives();
          tpr[count[0]++] = (double) toP / ranked.positives();
          return true;
        });
    return new RocCurve(Arrays.copyOf(fpr, count[0]), Arrays.copyOf(tpr, count[0]));
  }

  /**
   * The mean true positive rate of some curves, at 201 evenly spaced false positive rates; of one
   * curve, itself.
   */
  public static RocCurve mean(List<RocCurve> curves) {
    if (curves.size() == 1) {
      return curves.get(0);
    }
    double[] fpr = new double[GRID + 2];
    double[] tpr = new double[GRID + 2];
    for (int g = 0; g <= GRID; g++) {
      double at = (double) g / GRID;
      fpr[g + 1] = at;
      tpr[g + 1] = curves.stream().mapToDouble(c -> c.at(at)).average().orElseThrow();
    }
    return new RocCurve(fpr, tpr);
  }

  /** The largest true positive rate at a false positive rate in [0, 1]. */
  public double at(double rate) {
    int found = Arrays.binarySearch(fpr, rate);
    if (found < 0) {
      int next = -found - 1;
      double share = (rate - fpr[next - 1]) / (fpr[next] - fpr[next - 1]);
      return tpr[next - 1] + share * (tpr[next] - tpr[next - 1]);
    }
    while (found + 1 < fpr.length && fpr[found + 1] == rate) {
      found++;
    }
    return tpr[found];
  }

  /** The area below the polygon. */
  public double area() {
    double area = 0;
    for (int i = 1; i < fpr.length; i++) {
      area += (fpr[i] - fpr[i - 1]) * (tpr[i] + tpr[i - 1]) / 2;
    }
    return area;
  }

  /**
   * A polygon of some of the vertices, from which no other is farther than a distance (Douglas,
   * Peucker 1973): the area changes by no more than that, up to the length of the curve.
   *
   * @param distance above 0; 0.001 is not seen
   */
  public RocCurve thinned(double distance) {
    BitSet keep = new BitSet(fpr.length);
    keep.set(0);
    keep.set(fpr.length - 1);
    Deque<int[]> open = new ArrayDeque<>();
    open.push(new int[] {0, fpr.length - 1});
    while (!open.isEmpty()) {
      int[] part = open.pop();
      int farthest = farthest(part[0], part[1], distance);
      if (farthest > 0) {
        keep.set(farthest);
        open.push(new int[] {part[0], farthest});
        open.push(new int[] {farthest, part[1]});
      }
    }
    return new RocCurve(
        keep.stream().mapToDouble(i -> fpr[i]).toArray(),
        keep.stream().mapToDouble(i -> tpr[i]).toArray());
  }

  /** The vertex between two that is farthest from their line; 0 where none exceeds a distance. */
  private int farthest(int from, int to, double distance) {
    double dx = fpr[to] - fpr[from];
    double dy = tpr[to] - tpr[from];
    double most = distance * Math.hypot(dx, dy);
    int found = 0;
    for (int i = from + 1; i < to; i++) {
      double off = Math.abs(dx * (tpr[i] - tpr[from]) - dy * (fpr[i] - fpr[from]));
      if (off > most) {
        most = off;
        found = i;
      }
    }
    return found;
  }
}

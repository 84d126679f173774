package org.bilevel4j.eval.report;

import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Fewer points for drawing, extremes kept: the rows are cut into buckets, half of them of equal
 * size and half growing geometrically (for logarithmic axes), and of each bucket the rows with the
 * smallest and the largest value of every given line stay, and so do the first and the last row.
 */
final class Thinning {
  /** About as many points as a curve is wide on a screen. */
  static final int LIMIT = 400;

  private Thinning() {}

  /**
   * Rows to keep, ascending.
   *
   * @param limit about so many rows may stay
   * @param lines values by row, of equal length; NaN is never an extreme; not modified
   */
  static int[] keep(int limit, double[]... lines) {
    int rows = lines[0].length;
    if (rows <= limit) {
      return IntStream.range(0, rows).toArray();
    }
    int buckets = Math.max(1, limit / (4 * lines.length));
    TreeSet<Integer> kept = new TreeSet<>();
    kept.add(0);
    kept.add(rows - 1);
    for (int b = 0; b < buckets; b++) {
      double share = (double) b / buckets;
      double next = (double) (b + 1) / buckets;
      for (double[] line : lines) {
        addExtremes(line, (int) (rows * share), (int) (rows * next), kept);
        addExtremes(line, (int) Math.pow(rows, share), (int) Math.pow(rows, next), kept);
      }
    }
    return kept.stream().mapToInt(Integer::intValue).toArray();
  }

  private static void addExtremes(double[] line, int from, int to, TreeSet<Integer> kept) {
    int low = -1;
    int high = -1;
    for (int r = from; r < to; r++) {
      if (!Double.isNaN(line[r])) {
        low = low < 0 || line[r] < line[low] ? r : low;
        high = high < 0 || line[r] > line[high] ? r : high;
      }
    }
    if (low >= 0) {
      kept.add(low);
      kept.add(high);
    }
  }
}

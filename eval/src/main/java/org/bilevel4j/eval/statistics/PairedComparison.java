package org.bilevel4j.eval.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Two arms compared on the same seeds, or on the same tasks.
 *
 * @param metric what was measured
 * @param left label of the first arm
 * @param right label of the second arm
 * @param unit what a pair is
 * @param pairs seeds, or tasks, measured in both
 * @param medianDifference median of left minus right over the pairs; NaN without pairs
 * @param interval bootstrap interval of that median (percentile); NaN ends without pairs
 * @param test the test; empty with fewer than {@link #LEAST_PAIRS} pairs
 * @param adjusted Holm's p-value; equal to the test's own when it stands alone, NaN when not tested
 * @param family number of tests that were corrected together
 */
public record PairedComparison(
    String metric,
    String left,
    String right,
    Unit unit,
    int pairs,
    double medianDifference,
    Interval interval,
    Optional<SignedRank> test,
    double adjusted,
    int family) {
  /** What a pair is: whether a difference holds over draws and splits, or over tasks. */
  public enum Unit {
    /** A seed. */
    SEED,
    /** A task, its value averaged over seeds. */
    TASK;

    private String words(int count) {
      String one = name().toLowerCase(Locale.ROOT);
      return count == 1 ? one : one + "s";
    }
  }

  /** Fewer pairs are not tested: the smallest p-value of 7 pairs is 1/64. */
  public static final int LEAST_PAIRS = 8;

  /** Level at which a difference is called shown. */
  public static final double LEVEL = 0.05;

  /** Compares one pair of arms over seeds, not corrected yet. */
  public static PairedComparison of(
      String metric, String left, String right, double[] a, double[] b, Bootstrap bootstrap) {
    return of(metric, left, right, Unit.SEED, a, b, bootstrap);
  }

  /**
   * Compares one pair of arms, not corrected yet.
   *
   * @param a values of the left arm; not modified
   * @param b values of the right arm on the same seeds or tasks in the same order; not modified
   */
  public static PairedComparison of(
      String metric,
      String left,
      String right,
      Unit unit,
      double[] a,
      double[] b,
      Bootstrap bootstrap) {
    double[] d = IntStream.range(0, a.length).mapToDouble(i -> a[i] - b[i]).toArray();
    boolean any = d.length > 0;
    Interval interval =
        any
            ? bootstrap.percentile(d, Description::median)
            : new Interval(Double.NaN, Double.NaN, bootstrap.level());
    Optional<SignedRank> test =
        d.length < LEAST_PAIRS ? Optional.empty() : Optional.of(SignedRank.test(a, b));
    return new PairedComparison(
        metric,
        left,
        right,
        unit,
        d.length,
        any ? Description.median(d) : Double.NaN,
        interval,
        test,
        test.map(SignedRank::p).orElse(Double.NaN),
        test.isPresent() ? 1 : 0);
  }

  /** The same comparisons with the p-values of all tested ones corrected together by Holm. */
  public static List<PairedComparison> corrected(List<PairedComparison> family) {
    List<PairedComparison> tested = family.stream().filter(c -> c.test().isPresent()).toList();
    double[] adjusted =
        Holm.adjust(tested.stream().mapToDouble(c -> c.test().orElseThrow().p()).toArray());
    List<PairedComparison> result = new ArrayList<>();
    int next = 0;
    for (PairedComparison c : family) {
      result.add(c.test().isPresent() ? c.with(adjusted[next++], tested.size()) : c);
    }
    return List.copyOf(result);
  }

  /** Whether a difference is shown at {@link #LEVEL}. */
  public boolean shown() {
    return test.isPresent() && adjusted <= LEVEL;
  }

  /** -1 where left is lower, 1 where it is higher, 0 where neither is shown. */
  public int direction() {
    if (!shown()) {
      return 0;
    }
    double median = Math.signum(medianDifference);
    SignedRank t = test.orElseThrow();
    return (int) (median != 0 ? median : Math.signum(t.rankSum() - t.centre()));
  }

  /**
   * The verdict in words, such as "morbit is lower than min-avg: median difference -0.043 [-0.06,
   * -0.02], p = 0.002 (Holm), 10 seeds".
   */
  public String verdict() {
    if (pairs == 0) {
      return words();
    }
    String size =
        "median difference "
            + (medianDifference > 0 ? "+" : "")
            + Numbers.text(medianDifference)
            + " "
            + interval;
    if (test.isEmpty()) {
      return words() + " (" + size + ")";
    }
    String p = Numbers.probability(adjusted) + (family > 1 ? " (Holm)" : "");
    return words() + ": " + size + ", " + p + ", " + pairs + " " + unit.words(pairs);
  }

  /** The verdict without its numbers. */
  public String words() {
    if (test.isEmpty()) {
      return left
          + " and "
          + right
          + " were not tested: "
          + pairs
          + (pairs == 1 ? " pair" : " pairs")
          + " of "
          + unit.words(2)
          + ", a test takes "
          + LEAST_PAIRS;
    }
    return switch (direction()) {
      case -1 -> left + " is lower than " + right;
      case 1 -> left + " is higher than " + right;
      default -> "no difference shown between " + left + " and " + right;
    };
  }

  private PairedComparison with(double newAdjusted, int newFamily) {
    return new PairedComparison(
        metric, left, right, unit, pairs, medianDifference, interval, test, newAdjusted, newFamily);
  }
}

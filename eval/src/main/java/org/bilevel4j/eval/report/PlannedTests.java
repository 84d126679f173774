package org.bilevel4j.eval.report;

import java.util.stream.IntStream;
import org.bilevel4j.eval.statistics.Numbers;
import org.bilevel4j.eval.statistics.PairedComparison;
import org.bilevel4j.eval.statistics.SignedRank;

/**
 * The tests that a report will make, known before any run.
 *
 * @param count how many are corrected together
 * @param seeds pairs of each
 */
public record PlannedTests(int count, int seeds) {

  /**
   * The tests of an experiment that is no sweep.
   *
   * @param arms number of arms
   * @param hasBaseline whether all arms are compared with one
   * @param metrics how many metrics are compared
   * @param seeds number of seeds
   */
  public static PlannedTests of(int arms, boolean hasBaseline, int metrics, int seeds) {
    boolean all = !hasBaseline && arms <= 3;
    return new PlannedTests(metrics * (all ? arms * (arms - 1) / 2 : arms - 1), seeds);
  }

  /** The smallest corrected p-value that one of them can reach; 1 where none is made. */
  public double least() {
    if (count == 0 || seeds < PairedComparison.LEAST_PAIRS) {
      return 1;
    }
    double[] apart = IntStream.rangeClosed(1, seeds).mapToDouble(i -> i).toArray();
    return Math.min(1, count * SignedRank.test(apart, new double[seeds]).p());
  }

  /** One sentence: how many, and whether one can show a difference. */
  public String sentence() {
    if (count == 0) {
      return "No test will be made.";
    }
    String tests = count + (count == 1 ? " test" : " tests") + " on " + seeds + " seeds";
    if (seeds < PairedComparison.LEAST_PAIRS) {
      return tests + ": none will be made, a test takes " + PairedComparison.LEAST_PAIRS + ".";
    }
    String least = "the smallest p-value possible is " + Numbers.text(least());
    return least() <= PairedComparison.LEVEL
        ? tests + ": they can show a difference, " + least + "."
        : tests + ": none can show a difference, " + least + "; more seeds are needed.";
  }
}

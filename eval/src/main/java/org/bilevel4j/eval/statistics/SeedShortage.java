package org.bilevel4j.eval.statistics;

import java.util.Optional;

/**
 * Says when there are too few seeds for any test of a family to pass: the least p-value of n pairs,
 * 2^(1 - n), times the number of tests that Holm corrects together is above the level.
 */
public final class SeedShortage {
  private SeedShortage() {}

  /**
   * The sentence, empty where a test can pass or none is made.
   *
   * @param seeds that both arms of a pair finish, at most
   * @param tests corrected together
   */
  public static Optional<String> of(int seeds, int tests) {
    if (tests == 0 || (seeds >= PairedComparison.LEAST_PAIRS && passes(seeds, tests))) {
      return Optional.empty();
    }
    String why =
        seeds < PairedComparison.LEAST_PAIRS
            ? "a test takes at least " + PairedComparison.LEAST_PAIRS
            : "the least p-value is "
                + Numbers.text(Math.min(1, tests * least(seeds)))
                + (tests == 1 ? "" : " (Holm)")
                + ", above "
                + PairedComparison.LEVEL;
    return Optional.of(
        "With "
            + seeds
            + (seeds == 1 ? " seed and " : " seeds and ")
            + tests
            + (tests == 1 ? " test" : " tests")
            + " no difference can be shown: "
            + why
            + "; "
            + enough(tests)
            + " seeds suffice.");
  }

  /** The least number of seeds with which a test can pass. */
  static int enough(int tests) {
    int seeds = PairedComparison.LEAST_PAIRS;
    while (!passes(seeds, tests)) {
      seeds++;
    }
    return seeds;
  }

  private static boolean passes(int seeds, int tests) {
    return tests * least(seeds) <= PairedComparison.LEVEL;
  }

  /** Of the exact test: all differences have one sign. */
  private static double least(int seeds) {
    return Math.scalb(1.0, 1 - seeds);
  }
}

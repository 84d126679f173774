package org.bilevel4j.datasets.task;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Permutation;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.core.util.UserError;

/**
 * Shares of the parts; they add up to 1.
 *
 * @param train share of the lower level's rows, in [0, 1]
 * @param validation share of the upper level's rows, in [0, 1]
 * @param test share of the test rows, in [0, 1]
 */
public record Shares(double train, double validation, double test) {
  /** Sixty, twenty and twenty per cent. */
  public static final Shares SIXTY_TWENTY_TWENTY = new Shares(0.6, 0.2, 0.2);

  /** No training rows, the rest halved. */
  public static final Shares HALVES_WITHOUT_TRAIN = new Shares(0, 0.5, 0.5);

  /** Checks range and sum. */
  public Shares {
    Args.within(0, 1, train, "share of training rows");
    Args.within(0, 1, validation, "share of validation rows");
    Args.within(0, 1, test, "share of test rows");
    if (Math.abs(train + validation + test - 1) > 1e-9) {
      throw new UserError(
          "shares "
              + train
              + ", "
              + validation
              + ", "
              + test
              + " add up to "
              + (train + validation + test)
              + ", must be 1.");
    }
  }

  /**
   * Shuffles rows and deals them out.
   *
   * @param rows row numbers; not modified
   * @param key address of the shuffle
   * @return training, validation and test rows, each ascending; the cuts are at round(count x
   *     cumulated share)
   */
  public int[][] deal(int[] rows, Key key) {
    if (rows.length == 0) {
      return new int[3][0];
    }
    int trainEnd = (int) Math.round(rows.length * train);
    int validationEnd = (int) Math.round(rows.length * (train + validation));
    int[][] parts =
        deal(key, rows.length, trainEnd, validationEnd - trainEnd, rows.length - validationEnd);
    for (int[] part : parts) {
      Arrays.setAll(part, k -> rows[part[k]]);
      Arrays.sort(part);
    }
    return parts;
  }

  /**
   * Shuffles rows 0 to n - 1 and deals out parts.
   *
   * @param key address of the shuffle
   * @param n number of rows, at least 1
   * @param sizes rows of each part, together at most n
   * @return the parts, each in the order of the shuffle
   */
  public static int[][] deal(Key key, int n, int... sizes) {
    Permutation order = Permutation.of(key, n);
    int[][] parts = new int[sizes.length][];
    int from = 0;
    for (int p = 0; p < sizes.length; p++) {
      int first = from;
      parts[p] = IntStream.range(first, first + sizes[p]).map(order::at).toArray();
      from += sizes[p];
    }
    return parts;
  }
}

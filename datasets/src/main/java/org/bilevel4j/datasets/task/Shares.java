package org.bilevel4j.datasets.task;

import java.util.Arrays;
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
    Permutation order = Permutation.of(key, rows.length);
    int[] shuffled = new int[rows.length];
    Arrays.setAll(shuffled, k -> rows[order.at(k)]);
    int trainEnd = (int) Math.round(rows.length * train);
    int validationEnd = (int) Math.round(rows.length * (train + validation));
    return new int[][] {
      sorted(shuffled, 0, trainEnd),
      sorted(shuffled, trainEnd, validationEnd),
      sorted(shuffled, validationEnd, rows.length)
    };
  }

  private static int[] sorted(int[] rows, int from, int to) {
    int[] part = Arrays.copyOfRange(rows, from, to);
    Arrays.sort(part);
    return part;
  }
}

package org.bilevel4j.core.problem;

import java.util.Locale;
import org.bilevel4j.core.config.TextForm;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.core.util.UserError;

/** How many rows of each block a draw takes, and how. */
@TextForm("a batch")
public sealed interface Batch {

  /** Every row once, in order. */
  record Full() implements Batch {
    @Override
    public String toString() {
      return "full";
    }
  }

  /**
   * A number of rows.
   *
   * @param size at least 1
   * @param sampling how rows are picked
   */
  record Size(int size, Sampling sampling) implements Batch {
    /** Checks the size. */
    public Size {
      Args.atLeast(1, size, "batch size");
    }

    @Override
    public String toString() {
      return size + sampling.suffix;
    }
  }

  /**
   * So many positives, then so many negatives. By epochs each class runs through a keyed order of
   * its own, row after row; the rarer class begins anew most often and makes the epochs, the other
   * one is drawn along.
   *
   * @param positives at least 1
   * @param negatives at least 1
   * @param sampling of the rows of each class: {@code REPLACE}, {@code DISTINCT} or {@code EPOCHS}
   */
  record Stratified(int positives, int negatives, Sampling sampling) implements Batch {
    /** Checks the sizes and the sampling. */
    public Stratified {
      Args.atLeast(1, positives, "positives of a batch");
      Args.atLeast(1, negatives, "negatives of a batch");
      if (sampling.ordinal() > Sampling.EPOCHS.ordinal()) {
        throw new UserError(
            "batch '" + positives + "+" + negatives + sampling.suffix + "' cannot be drawn.",
            "'16+48', '16+48 distinct' or '16+48 epochs'.");
      }
    }

    /** With replacement. */
    public Stratified(int positives, int negatives) {
      this(positives, negatives, Sampling.REPLACE);
    }

    @Override
    public String toString() {
      return positives + "+" + negatives + sampling.suffix;
    }
  }

  /** How the rows of a batch are picked. */
  enum Sampling {
    /** Each row independently. */
    REPLACE(""),
    /** No row twice in one batch. */
    DISTINCT(" distinct"),
    /** Batches of successive steps run through all rows in a keyed order, epoch by epoch. */
    EPOCHS(" epochs"),
    /** Batches of successive steps run through all rows as they stand, again and again. */
    IN_ORDER(" in order"),
    /** Likewise, in one keyed order that is kept for all epochs; one order for each purpose. */
    SHUFFLED(" shuffled"),
    /** Likewise, in the same order for all purposes and blocks of equal length. */
    SHUFFLED_TOGETHER(" shuffled together"),
    /** One of the fixed groups of so many consecutive rows, of which the last may be shorter. */
    GROUP(" grouped"),
    /** The groups one after the other. */
    GROUP_IN_TURN(" grouped in turn");

    private final String suffix;

    Sampling(String suffix) {
      this.suffix = suffix;
    }
  }

  /** Every row. */
  static Batch full() {
    return new Full();
  }

  /** n rows with replacement. */
  static Batch of(int n) {
    return new Size(n, Sampling.REPLACE);
  }

  /**
   * Reads "full", or "8" or "16+48" (positives + negatives), as it is or with the suffix of a
   * sampling.
   */
  static Batch parse(String text) {
    String t = text.trim().toLowerCase(Locale.ROOT);
    if (t.equals("full")) {
      return full();
    }
    try {
      for (Sampling s : Sampling.values()) {
        if (!s.suffix.isEmpty() && t.endsWith(s.suffix)) {
          return sized(t.substring(0, t.length() - s.suffix.length()), s);
        }
      }
      return sized(t, Sampling.REPLACE);
    } catch (NumberFormatException e) {
      throw new UserError(
          "batch '" + text + "' cannot be read.",
          "a number, 'full', '8 distinct', '8 epochs', '8 in order', '8 shuffled',"
              + " '8 shuffled together', '8 grouped' or '16+48' (positives + negatives), which may be"
              + " 'distinct' or by 'epochs' too.",
          e);
    }
  }

  private static Batch sized(String numbers, Sampling sampling) {
    int plus = numbers.indexOf('+');
    return plus > 0
        ? new Stratified(
            Integer.parseInt(numbers.substring(0, plus).trim()),
            Integer.parseInt(numbers.substring(plus + 1).trim()),
            sampling)
        : new Size(Integer.parseInt(numbers.trim()), sampling);
  }
}

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
   * So many positives, then so many negatives, each with replacement.
   *
   * @param positives at least 1
   * @param negatives at least 1
   */
  record Stratified(int positives, int negatives) implements Batch {
    /** Checks the sizes. */
    public Stratified {
      Args.atLeast(1, positives, "positives of a batch");
      Args.atLeast(1, negatives, "negatives of a batch");
    }

    @Override
    public String toString() {
      return positives + "+" + negatives;
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

  /** Reads "full", "8", "8" with the suffix of a sampling, or "16+48" (positives + negatives). */
  static Batch parse(String text) {
    String t = text.trim().toLowerCase(Locale.ROOT);
    if (t.equals("full")) {
      return full();
    }
    try {
      int plus = t.indexOf('+');
      if (plus > 0) {
        return new Stratified(
            Integer.parseInt(t.substring(0, plus).trim()),
            Integer.parseInt(t.substring(plus + 1).trim()));
      }
      for (Sampling s : Sampling.values()) {
        if (!s.suffix.isEmpty() && t.endsWith(s.suffix)) {
          return new Size(Integer.parseInt(t.substring(0, t.length() - s.suffix.length())), s);
        }
      }
      return of(Integer.parseInt(t));
    } catch (NumberFormatException e) {
      throw new UserError(
          "batch '" + text + "' cannot be read.",
          "a number, 'full', '8 distinct', '8 epochs', '8 in order', '8 shuffled',"
              + " '8 shuffled together', '8 grouped' or '16+48' (positives + negatives).",
          e);
    }
  }
}

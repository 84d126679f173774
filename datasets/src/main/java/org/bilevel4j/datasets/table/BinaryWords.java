package org.bilevel4j.datasets.table;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The words in which binary labels are written. */
public enum BinaryWords {
  /** 0 and 1. */
  ZERO_ONE("0", "1"),
  /** -1 and 1. */
  SIGNS("-1", "1"),
  /** no and yes. */
  NO_YES("no", "yes"),
  /** false and true. */
  FALSE_TRUE("false", "true");

  /** All of them, for messages. */
  public static final String TEXT = "0/1, -1/1, no/yes or false/true";

  private final List<String> words;

  BinaryWords(String negative, String positive) {
    words = List.of(negative, positive);
  }

  /** The words in lower case, the negative one first. */
  public List<String> words() {
    return words;
  }

  /** The words that two values are, in any order and case. */
  public static Optional<BinaryWords> of(List<String> values) {
    List<String> sorted = values.stream().map(v -> v.toLowerCase(Locale.ROOT)).sorted().toList();
    return Arrays.stream(values()).filter(pair -> pair.words.equals(sorted)).findFirst();
  }
}

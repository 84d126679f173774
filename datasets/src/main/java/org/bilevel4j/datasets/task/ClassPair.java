package org.bilevel4j.datasets.task;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bilevel4j.core.util.UserError;

/**
 * Two classes that a binary task tells apart; written "0-6", the positive class first.
 *
 * @param positive class with target 1, at least 0
 * @param negative class with target 0, at least 0, not {@code positive}
 */
public record ClassPair(int positive, int negative) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,6})-(\\d{1,6})");

  /** Refuses negative numbers and equal classes. */
  public ClassPair {
    if (positive < 0 || negative < 0 || positive == negative) {
      throw new UserError(
          "class pair is "
              + positive
              + "-"
              + negative
              + ", must be two different classes from 0 up.");
    }
  }

  /** Reads "0-6". */
  public static ClassPair parse(String text) {
    Matcher m = TEXT.matcher(text.strip());
    if (!m.matches()) {
      throw new UserError("class pair is '" + text + "', must look like 0-6.");
    }
    return new ClassPair(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)));
  }

  /** Reads pairs separated by commas, "0-6, 0-9". */
  public static List<ClassPair> parseAll(String text) {
    List<ClassPair> pairs = new ArrayList<>();
    for (String one : text.split(",", -1)) {
      pairs.add(parse(one));
    }
    return List.copyOf(pairs);
  }

  /** All pairs positive < negative of a number of classes, in lexicographic order. */
  public static List<ClassPair> all(int classes) {
    List<ClassPair> pairs = new ArrayList<>();
    for (int i = 0; i < classes; i++) {
      for (int j = i + 1; j < classes; j++) {
        pairs.add(new ClassPair(i, j));
      }
    }
    return List.copyOf(pairs);
  }

  @Override
  public String toString() {
    return positive + "-" + negative;
  }
}

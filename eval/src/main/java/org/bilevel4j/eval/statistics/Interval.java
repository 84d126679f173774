package org.bilevel4j.eval.statistics;

/**
 * A confidence interval.
 *
 * @param low lower end
 * @param high upper end, at least {@code low}
 * @param level coverage aimed at, in (0, 1)
 */
public record Interval(double low, double high, double level) {
  @Override
  public String toString() {
    return "[" + Numbers.text(low) + ", " + Numbers.text(high) + "]";
  }
}

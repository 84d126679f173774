package org.bilevel4j.core.problem;

import org.bilevel4j.core.util.Args;

/**
 * How accurate the answers of an oracle are, relative to their size, for losses, derivatives and
 * arguments of order one. Checks take their bounds from it.
 *
 * @param value of losses, above 0
 * @param first of gradients, above 0
 * @param second of second derivatives and products with them, above 0
 */
public record Accuracy(double value, double first, double second) {

  /** Formulas computed in double. */
  public static final Accuracy DOUBLE = all(Math.ulp(1.0));

  /** Formulas computed in float. */
  public static final Accuracy FLOAT = all(Math.ulp(1.0f));

  /** Checks the ranges. */
  public Accuracy {
    Args.positive(value, "accuracy of values");
    Args.positive(first, "accuracy of gradients");
    Args.positive(second, "accuracy of second derivatives");
  }

  private static Accuracy all(double relative) {
    return new Accuracy(relative, relative, relative);
  }
}

package org.bilevel4j.core.application;

/** Which way a measured number is better. */
public enum Direction {
  /** Lower is better: losses, errors, gaps. */
  LOWER,
  /** Higher is better: accuracies, areas under curves. */
  HIGHER,
  /** Neither: a number to look at, by which nothing is chosen. */
  NEITHER;

  /**
   * The value as a loss, of which less is better: itself, or its negative where higher is better.
   * What is made of it comes back the same way.
   *
   * @throws IllegalStateException where neither way is better
   */
  public double asLoss(double value) {
    return switch (this) {
      case LOWER -> value;
      case HIGHER -> -value;
      case NEITHER -> throw new IllegalStateException("nothing is chosen by such a number.");
    };
  }
}

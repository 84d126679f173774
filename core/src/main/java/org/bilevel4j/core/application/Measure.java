package org.bilevel4j.core.application;

/**
 * A number that is measured.
 *
 * @param name such as "loss", or the name of a whole column
 * @param direction which way it is better
 */
public record Measure(String name, Direction direction) {

  /** One of which less is better. */
  public static Measure lower(String name) {
    return new Measure(name, Direction.LOWER);
  }

  /** One of which more is better. */
  public static Measure higher(String name) {
    return new Measure(name, Direction.HIGHER);
  }

  /** One that is looked at and chosen by neither way. */
  public static Measure neither(String name) {
    return new Measure(name, Direction.NEITHER);
  }
}

package org.bilevel4j.core.math;

/** Moves a vector to the nearest point of a set. */
@FunctionalInterface
public interface Projection {

  /**
   * Projects.
   *
   * @param v modified
   */
  void project(Vec v);
}

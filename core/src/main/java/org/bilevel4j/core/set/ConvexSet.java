package org.bilevel4j.core.set;

import org.bilevel4j.core.math.Projection;
import org.bilevel4j.core.math.Support;
import org.bilevel4j.core.math.Vec;
import org.jspecify.annotations.Nullable;

/** A closed convex set with its Euclidean projection. Implementations are immutable records. */
public interface ConvexSet extends Projection {

  /** Replaces v by its nearest point in the set; v is modified. */
  @Override
  void project(Vec v);

  /** How far v lies outside: 0 inside, otherwise a distance-like positive number. */
  double violation(Vec v);

  /**
   * Projects after a step that moved a support only; a set that is a product over coordinates need
   * not look at the others.
   */
  default void project(Vec v, @Nullable Support moved) {
    project(v);
  }

  /** Whether the set is the whole space. */
  default boolean isAll() {
    return false;
  }

  /** Whether the set is a product over single coordinates, so that parts project on their own. */
  default boolean isSeparable() {
    return false;
  }

  /** The whole space. */
  static ConvexSet all() {
    return new All();
  }

  /** All entries at least 0. */
  static ConvexSet nonNegative() {
    return new Box(0, Double.POSITIVE_INFINITY);
  }

  /** The unit simplex: entries at least 0 that sum to 1. */
  static ConvexSet simplex() {
    return new Simplex(1, 0);
  }

  /** The whole space. */
  record All() implements ConvexSet {
    @Override
    public void project(Vec v) {}

    @Override
    public double violation(Vec v) {
      return 0;
    }

    @Override
    public boolean isAll() {
      return true;
    }

    @Override
    public boolean isSeparable() {
      return true;
    }
  }
}

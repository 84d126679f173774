package org.bilevel4j.solvers.estimators;

import org.bilevel4j.core.math.Support;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;

/** Directions of zeroth-order methods. */
public final class GaussianDirections {
  private GaussianDirections() {}

  /**
   * Fills a vector with independent standard normal entries, over its support.
   *
   * @param key the address of the direction
   * @param u all zero at entry; modified
   */
  public static void fill(Key key, Vec u) {
    Rng rng = key.rng();
    Support reach = u.reach();
    for (int r = 0; r < reach.ranges(); r++) {
      for (int i = reach.from(r); i < reach.to(r); i++) {
        u.set(i, rng.nextGaussian());
      }
    }
  }
}

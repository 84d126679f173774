package org.bilevel4j.core.problem;

import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.random.Key;

/**
 * Where the lower variable of a block starts: a constant, random values, or a function of x (cold
 * starts, MAML-like methods) with its derivative.
 */
public interface LowerStart {

  /**
   * Fills y_i.
   *
   * @param block the block's id
   * @param x upper variable (d_x), not modified
   * @param key the address of this block's random numbers
   * @param y target (d_i), all zero at entry; modified
   */
  void fill(int block, Vec x, Key key, Vec y);

  /** Whether y_init depends on x, so that {@link #addTransposed} matters. */
  default boolean dependsOnX() {
    return false;
  }

  /**
   * out += weight * (d y_init / d x)^T p.
   *
   * @param p (d_i), not modified
   * @param out (d_x), modified
   */
  default void addTransposed(int block, Vec x, double weight, Vec p, Vec out) {}

  /** y = 0. */
  static LowerStart zero() {
    return (block, x, key, y) -> {};
  }

  /** y = x, for d_i = d_x. */
  static LowerStart upper() {
    return new LowerStart() {
      @Override
      public void fill(int block, Vec x, Key key, Vec y) {
        y.copyFrom(x);
      }

      @Override
      public boolean dependsOnX() {
        return true;
      }

      @Override
      public void addTransposed(int block, Vec x, double weight, Vec p, Vec out) {
        out.axpy(weight, p);
      }
    };
  }
}

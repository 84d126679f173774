package org.bilevel4j.core.solver;

import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;

/**
 * Walks through a state by name: saves, loads, copies, compares, checks for finite numbers. Names
 * are unique within a state and follow the paper's symbols.
 */
public interface StateVisitor {

  /** A vector. */
  void vec(String name, Vec v);

  /** One vector per block, of which only the touched ones exist. */
  void blocks(String name, Blocks b);

  /** Plain numbers. */
  void numbers(String name, double[] values);

  /** Plain counters. */
  void counters(String name, long[] values);

  /**
   * A sentence about what has happened so far that a user should know, for instance that a matrix
   * was mended; not part of what is saved or compared.
   */
  default void remark(String sentence) {}

  /**
   * The same visitor with all names prefixed, for parts of a state that visit themselves. A visitor
   * that asks no names may return itself.
   */
  default StateVisitor within(String prefix) {
    StateVisitor outer = this;
    return new StateVisitor() {
      private String full(String name) {
        return name.isEmpty() ? prefix : prefix + "." + name;
      }

      @Override
      public void vec(String name, Vec v) {
        outer.vec(full(name), v);
      }

      @Override
      public void blocks(String name, Blocks b) {
        outer.blocks(full(name), b);
      }

      @Override
      public void numbers(String name, double[] values) {
        outer.numbers(full(name), values);
      }

      @Override
      public void counters(String name, long[] values) {
        outer.counters(full(name), values);
      }

      @Override
      public void remark(String sentence) {
        outer.remark(sentence);
      }
    };
  }
}

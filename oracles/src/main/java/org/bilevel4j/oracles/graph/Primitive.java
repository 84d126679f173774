package org.bilevel4j.oracles.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A primitive: what it computes from its operands, as a value. Two equal primitives on the same
 * operands are one node.
 */
public interface Primitive {

  /** Its name in messages, for instance "matmul". */
  String name();

  /**
   * The shape of the result.
   *
   * @throws org.bilevel4j.core.util.UserError when the operands do not fit
   */
  Shape shape(List<Value> in);

  /**
   * The forward derivative.
   *
   * @param self the node
   * @param t tangents of the operands, of their sides; null is zero, and one is not
   * @return the tangent of the node; null is zero
   */
  @Nullable Value tangent(Graph g, Value self, List<@Nullable Value> t);

  /**
   * The transposed derivative: hands on what the cotangent of the node adds to its operands.
   *
   * @param self the node
   * @param c its cotangent, of its sides
   */
  void transpose(Graph g, Value self, Value c, Cotangents to);

  /** Takes contributions to the cotangents of operands. */
  @FunctionalInterface
  interface Cotangents {
    /**
     * Adds to the cotangent of an operand.
     *
     * @param operand its place among the operands
     * @param contribution of the sides of the operand
     */
    void add(int operand, Value contribution);
  }

  /** A primitive without derivative: an indicator, an index, what is held constant. */
  interface Constant extends Primitive {
    @Override
    default @Nullable Value tangent(Graph g, Value self, List<@Nullable Value> t) {
      return null;
    }

    @Override
    default void transpose(Graph g, Value self, Value c, Cotangents to) {}
  }

  /** A primitive whose elements are those of its operand, in place. */
  interface Alias extends Primitive {}

  /** A primitive that is linear in its first operand and has no derivative in the others. */
  interface Linear extends Primitive {
    /** The primitive applied to another first operand of the same sides. */
    Value apply(Graph g, Value self, Value first);

    @Override
    default @Nullable Value tangent(Graph g, Value self, List<@Nullable Value> t) {
      Value first = t.get(0);
      return first == null ? null : apply(g, self, first);
    }
  }
}

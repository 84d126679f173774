package org.bilevel4j.oracles.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A primitive: what it computes from its operands, as a value. Two equal primitives on the same
 * operands are one node.
 */
public interface Op {

  /** Its name in messages, for instance "matmul". */
  String name();

  /**
   * The shape of the result.
   *
   * @throws org.bilevel4j.core.util.UserError when the operands do not fit
   */
  Shape shape(List<Node> in);

  /**
   * The forward derivative.
   *
   * @param self the node
   * @param t tangents of the operands, of their sides; null is zero, and one is not
   * @return the tangent of the node; null is zero
   */
  @Nullable Node tangent(Graph g, Node self, List<@Nullable Node> t);

  /**
   * The transposed derivative: hands on what the cotangent of the node adds to its operands.
   *
   * @param self the node
   * @param c its cotangent, of its sides
   */
  void transpose(Graph g, Node self, Node c, Cotangents to);

  /** Takes contributions to the cotangents of operands. */
  @FunctionalInterface
  interface Cotangents {
    /**
     * Adds to the cotangent of an operand.
     *
     * @param operand its place among the operands
     * @param contribution of the sides of the operand
     */
    void add(int operand, Node contribution);
  }

  /** A primitive without derivative: an indicator, an index, what is held constant. */
  interface Constant extends Op {
    @Override
    default @Nullable Node tangent(Graph g, Node self, List<@Nullable Node> t) {
      return null;
    }

    @Override
    default void transpose(Graph g, Node self, Node c, Cotangents to) {}
  }

  /** A primitive whose elements are those of its operand, in place. */
  interface Alias extends Op {}

  /** A primitive that is linear in its first operand and has no derivative in the others. */
  interface Linear extends Op {
    /** The primitive applied to another first operand of the same sides. */
    Node apply(Graph g, Node self, Node first);

    @Override
    default @Nullable Node tangent(Graph g, Node self, List<@Nullable Node> t) {
      Node first = t.get(0);
      return first == null ? null : apply(g, self, first);
    }
  }
}

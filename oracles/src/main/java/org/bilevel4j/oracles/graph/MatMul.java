package org.bilevel4j.oracles.graph;

import java.util.List;
import org.bilevel4j.core.util.UserError;
import org.jspecify.annotations.Nullable;

/**
 * op(A) op(B), block by block, or summed over the blocks.
 *
 * @param transposeA whether A is transposed
 * @param transposeB whether B is transposed
 * @param overBlocks whether the products of all blocks are added up, so that the result is shared
 */
public record MatMul(boolean transposeA, boolean transposeB, boolean overBlocks)
    implements Primitive {

  @Override
  public String name() {
    return "matmul";
  }

  static UserError misfit(String a, String b) {
    return Graph.misfit(
        "matmul",
        a + " times " + b + " does not fit",
        "the inner sides must be equal; transpose() swaps the sides.");
  }

  private static Dim rows(Value a, boolean transposed) {
    return transposed ? a.shape().cols() : a.shape().rows();
  }

  /** The side that is summed over. */
  public Dim inner(Shape a) {
    return transposeA ? a.rows() : a.cols();
  }

  @Override
  public Shape shape(List<Value> in) {
    Value a = in.get(0);
    Value b = in.get(1);
    if (!inner(a.shape()).equals(rows(b, transposeB))) {
      throw misfit(
          a.shape() + (transposeA ? " transposed" : ""),
          b.shape() + (transposeB ? " transposed" : ""));
    }
    boolean perBlock = a.perBlock() || b.perBlock();
    return Shape.of(rows(a, transposeA), rows(b, !transposeB), perBlock && !overBlocks);
  }

  private Value times(Graph g, Value a, boolean ta, Value b, boolean tb) {
    return g.matmul(a, ta, b, tb, overBlocks);
  }

  @Override
  public @Nullable Value tangent(Graph g, Value self, List<@Nullable Value> t) {
    Value ta = t.get(0);
    Value tb = t.get(1);
    Value a = self.in(0);
    Value b = self.in(1);
    return g.sum(
        ta == null ? null : times(g, addend(a, ta, b), transposeA, b, transposeB),
        tb == null ? null : times(g, a, transposeA, addend(b, tb, a), transposeB));
  }

  private Value addend(Value operand, Value tangent, Value other) {
    return overBlocks && !other.perBlock() ? Graph.addend(operand, tangent) : tangent;
  }

  @Override
  public void transpose(Graph g, Value self, Value c, Cotangents to) {
    Value a = self.in(0);
    Value b = self.in(1);
    to.add(
        0,
        transposeA
            ? g.matmul(b, transposeB, c, true, false)
            : g.matmul(c, false, b, !transposeB, false));
    to.add(
        1,
        transposeB
            ? g.matmul(c, true, a, transposeA, false)
            : g.matmul(a, !transposeA, c, false, false));
  }
}

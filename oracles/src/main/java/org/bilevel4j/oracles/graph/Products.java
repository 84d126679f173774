package org.bilevel4j.oracles.graph;

/** Matrix products, simplified while they are made. */
final class Products {
  private Products() {}

  /** op(A) op(B). */
  static Value matmul(Graph g, Value a, boolean ta, Value b, boolean tb, boolean overBlocks) {
    if (a.op() instanceof Layout.Transpose) {
      return matmul(g, a.in(0), !ta, b, tb, overBlocks);
    }
    if (b.op() instanceof Layout.Transpose) {
      return matmul(g, a, ta, b.in(0), !tb, overBlocks);
    }
    if (ta && isVector(a) && !overBlocks) {
      return matmul(g, g.reshape(a, a.shape().cols(), a.shape().rows()), false, b, tb, false);
    }
    if (tb && isVector(b) && !overBlocks) {
      return matmul(g, a, ta, g.reshape(b, b.shape().cols(), b.shape().rows()), false, false);
    }
    if (ElementwiseRules.isScaled(a)) {
      return g.mul(a.in(0), matmul(g, a.in(1), ta, b, tb, overBlocks));
    }
    if (ElementwiseRules.isScaled(b)) {
      return g.mul(b.in(0), matmul(g, a, ta, b.in(1), tb, overBlocks));
    }
    if (a.op() instanceof Leaf.Sparse && !ta) {
      return g.add(new SparseProduct.Times(), a, tb ? g.transpose(b) : b);
    }
    return g.add(new MatMul(ta, tb, overBlocks && (a.perBlock() || b.perBlock())), a, b);
  }

  /** Whether rows and columns are the same elements in the same order. */
  static boolean isVector(Value a) {
    return a.shape().rows().isOne() || a.shape().cols().isOne();
  }
}

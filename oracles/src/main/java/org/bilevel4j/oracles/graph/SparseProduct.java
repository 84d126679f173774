package org.bilevel4j.oracles.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Products with sparse rows X, the first operand, which has no derivative. */
public sealed interface SparseProduct extends Primitive {

  /** X B, block by block. */
  record Times() implements SparseProduct {
    @Override
    public String name() {
      return "sparse matmul";
    }

    @Override
    public Shape shape(List<Value> in) {
      Shape x = in.get(0).shape();
      Shape b = in.get(1).shape();
      if (!x.cols().equals(b.rows())) {
        throw MatMul.misfit(x + " sparse", b.toString());
      }
      return Shape.of(x.rows(), b.cols(), true);
    }

    @Override
    public @Nullable Value tangent(Graph g, Value self, List<@Nullable Value> t) {
      Value tb = t.get(1);
      return tb == null ? null : g.matmul(self.in(0), false, tb, false, false);
    }

    @Override
    public void transpose(Graph g, Value self, Value c, Cotangents to) {
      to.add(1, g.sparseTransposed(self.in(0), c, false));
    }
  }

  /**
   * X^T C, block by block, or summed over the blocks.
   *
   * @param overBlocks whether the products of all blocks are added up, so that the result is shared
   */
  record TransposedTimes(boolean overBlocks) implements SparseProduct {
    @Override
    public String name() {
      return "transposed sparse matmul";
    }

    @Override
    public Shape shape(List<Value> in) {
      Shape x = in.get(0).shape();
      Shape c = in.get(1).shape();
      if (!x.rows().equals(c.rows())) {
        throw MatMul.misfit(x + " sparse, transposed", c.toString());
      }
      return Shape.of(x.cols(), c.cols(), !overBlocks);
    }

    @Override
    public @Nullable Value tangent(Graph g, Value self, List<@Nullable Value> t) {
      Value tc = t.get(1);
      return tc == null ? null : g.sparseTransposed(self.in(0), tc, overBlocks);
    }

    @Override
    public void transpose(Graph g, Value self, Value c, Cotangents to) {
      to.add(1, g.matmul(self.in(0), false, c, false, false));
    }
  }
}

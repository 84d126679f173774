package org.bilevel4j.oracles.graph;

import java.util.List;

/** Sums, and their transposes: repetitions. */
public sealed interface Reduction extends Primitive.Linear {

  /**
   * The sum over rows, columns or both, which become sides of length 1; accumulated in double.
   *
   * @param rows whether rows are added up
   * @param cols whether columns are added up
   */
  record Sum(boolean rows, boolean cols) implements Reduction {
    @Override
    public String name() {
      return "sum";
    }

    @Override
    public Shape shape(List<Value> in) {
      Shape a = in.get(0).shape();
      return Shape.of(rows ? Dim.ONE : a.rows(), cols ? Dim.ONE : a.cols(), a.perBlock());
    }

    @Override
    public Value apply(Graph g, Value self, Value first) {
      return g.sumOver(first, rows, cols);
    }

    @Override
    public void transpose(Graph g, Value self, Value c, Cotangents to) {
      Shape a = self.in(0).shape();
      to.add(0, g.broadcast(c, a.rows(), a.cols()));
    }
  }

  /** The sum over the blocks, in their order. */
  record OverBlocks() implements Reduction {
    @Override
    public String name() {
      return "sum over blocks";
    }

    @Override
    public Shape shape(List<Value> in) {
      Shape a = in.get(0).shape();
      return new Shape(a.rows(), a.cols(), false);
    }

    @Override
    public Value apply(Graph g, Value self, Value first) {
      return g.overBlocks(Graph.addend(self.in(0), first));
    }

    @Override
    public void transpose(Graph g, Value self, Value c, Cotangents to) {
      to.add(0, c);
    }
  }

  /**
   * Sides of length 1, repeated.
   *
   * @param rows of the result
   * @param cols of the result
   */
  record Broadcast(Dim rows, Dim cols) implements Reduction {
    @Override
    public String name() {
      return "broadcast";
    }

    @Override
    public Shape shape(List<Value> in) {
      Shape a = in.get(0).shape();
      if (!(a.rows().equals(rows) || a.rows().isOne())
          || !(a.cols().equals(cols) || a.cols().isOne())) {
        throw Graph.misfit(
            name(), a + " to " + rows + " x " + cols + " does not fit", "sides of 1 repeat.");
      }
      return Shape.of(rows, cols, a.perBlock());
    }

    @Override
    public Value apply(Graph g, Value self, Value first) {
      return g.broadcast(first, rows, cols);
    }

    @Override
    public void transpose(Graph g, Value self, Value c, Cotangents to) {
      to.add(0, g.sumTo(c, self.in(0).shape()));
    }
  }
}

package org.bilevel4j.oracles.graph;

import java.util.Arrays;
import java.util.List;

/** Takes or adds rows and columns by index. Indices have no derivative. */
public sealed interface Indexing extends Primitive.Linear {

  /** Row index_r of the first operand for each row r of the second, a column of indices. */
  record Gather() implements Indexing {
    @Override
    public String name() {
      return "gather";
    }

    @Override
    public Shape shape(List<Value> in) {
      Shape table = in.get(0).shape();
      Shape index = in.get(1).shape();
      if (!index.cols().isOne()) {
        throw Graph.misfit(name(), "indices of shape " + index, "one column of indices.");
      }
      return Shape.of(index.rows(), table.cols(), table.perBlock() || index.perBlock());
    }

    @Override
    public Value apply(Graph g, Value self, Value first) {
      return g.gather(first, self.in(1));
    }

    @Override
    public void transpose(Graph g, Value self, Value c, Cotangents to) {
      to.add(0, g.scatterAdd(c, self.in(1), self.in(0).shape().rows(), false));
    }
  }

  /**
   * Adds row r of the first operand to row index_r of zeros.
   *
   * @param rows of the result
   * @param overBlocks whether all blocks add to one shared result
   */
  record ScatterAdd(Dim rows, boolean overBlocks) implements Indexing {
    @Override
    public String name() {
      return "scatterAdd";
    }

    @Override
    public Shape shape(List<Value> in) {
      Shape a = in.get(0).shape();
      Shape index = in.get(1).shape();
      if (!index.cols().isOne() || !index.rows().equals(a.rows())) {
        throw Graph.misfit(
            name(), a + " by indices of shape " + index + " does not fit", "one index a row.");
      }
      return Shape.of(rows, a.cols(), (a.perBlock() || index.perBlock()) && !overBlocks);
    }

    @Override
    public Value apply(Graph g, Value self, Value first) {
      Value a = overBlocks && !self.in(1).perBlock() ? Graph.addend(self.in(0), first) : first;
      return g.scatterAdd(a, self.in(1), rows, overBlocks);
    }

    @Override
    public void transpose(Graph g, Value self, Value c, Cotangents to) {
      to.add(0, g.gather(c, self.in(1)));
    }
  }

  /** A fixed list of column numbers; -1 stands for a column of zeros. */
  final class Columns {
    private final int[] from;

    /**
     * A list of columns.
     *
     * @param from column numbers, -1 for zeros; copied
     */
    public Columns(int[] from) {
      this.from = from.clone();
    }

    /** How many. */
    public int size() {
      return from.length;
    }

    /** The column that stands at place j. */
    public int at(int j) {
      return from[j];
    }

    @Override
    public boolean equals(Object o) {
      return o instanceof Columns c && Arrays.equals(from, c.from);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(from);
    }
  }

  /**
   * Column j of the result is column {@code columns.at(j)} of the operand.
   *
   * @param columns which ones
   */
  record PickColumns(Columns columns) implements Indexing {
    @Override
    public String name() {
      return "pickColumns";
    }

    @Override
    public Shape shape(List<Value> in) {
      Shape a = in.get(0).shape();
      int length = a.cols().fixed(name());
      for (int j = 0; j < columns.size(); j++) {
        int from = columns.at(j);
        if (from < -1 || from >= length) {
          throw Graph.misfit(name(), "column " + from + " of " + a, "from 0; -1 for zeros.");
        }
      }
      return Shape.of(a.rows(), Dim.of(columns.size()), a.perBlock());
    }

    @Override
    public Value apply(Graph g, Value self, Value first) {
      return g.add(this, first);
    }

    @Override
    public void transpose(Graph g, Value self, Value c, Cotangents to) {
      to.add(0, g.add(new SpreadColumns(columns, self.in(0).shape().cols().factor()), c));
    }
  }

  /**
   * Adds column j of the operand to column {@code columns.at(j)} of zeros.
   *
   * @param columns which ones
   * @param length columns of the result
   */
  record SpreadColumns(Columns columns, int length) implements Indexing {
    @Override
    public String name() {
      return "spreadColumns";
    }

    @Override
    public Shape shape(List<Value> in) {
      Shape a = in.get(0).shape();
      return Shape.of(a.rows(), Dim.of(length), a.perBlock());
    }

    @Override
    public Value apply(Graph g, Value self, Value first) {
      return g.add(this, first);
    }

    @Override
    public void transpose(Graph g, Value self, Value c, Cotangents to) {
      to.add(0, g.add(new PickColumns(columns), c));
    }
  }
}

package org.bilevel4j.oracles.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Moves elements without changing them. */
public sealed interface Layout extends Primitive {

  /** Rows become columns. */
  record Transpose() implements Layout, Primitive.Linear {
    @Override
    public String name() {
      return "transpose";
    }

    @Override
    public Shape shape(List<Value> in) {
      Shape a = in.get(0).shape();
      return new Shape(a.cols(), a.rows(), a.perBlock());
    }

    @Override
    public Value apply(Graph g, Value self, Value first) {
      return g.transpose(first);
    }

    @Override
    public void transpose(Graph g, Value self, Value c, Cotangents to) {
      to.add(0, g.transpose(c));
    }
  }

  /**
   * The same elements in row-major order under other sides.
   *
   * @param rows of the result
   * @param cols of the result
   */
  record Reshape(Dim rows, Dim cols) implements Layout, Primitive.Linear, Primitive.Alias {
    @Override
    public String name() {
      return "reshape";
    }

    @Override
    public Shape shape(List<Value> in) {
      Shape a = in.get(0).shape();
      Shape to = Shape.of(rows, cols, a.perBlock());
      if (a.power() != to.power() || a.factor() != to.factor()) {
        throw Graph.misfit(
            name(), a + " to " + to + " changes the number of elements", "keep the product.");
      }
      return to;
    }

    @Override
    public Value apply(Graph g, Value self, Value first) {
      return g.reshape(first, rows, cols);
    }

    @Override
    public void transpose(Graph g, Value self, Value c, Cotangents to) {
      Shape a = self.in(0).shape();
      to.add(0, g.reshape(c, a.rows(), a.cols()));
    }
  }

  /** The operand itself, held constant in every derivative. */
  record Stop() implements Layout, Primitive.Constant, Primitive.Alias {
    @Override
    public String name() {
      return "stopGradient";
    }

    @Override
    public Shape shape(List<Value> in) {
      return in.get(0).shape();
    }
  }

  /**
   * The operand itself; what is made from it stays made from it, however it is simplified.
   *
   * @param number tells variables of one operand apart
   */
  record Variable(int number) implements Layout, Primitive.Linear, Primitive.Alias {
    @Override
    public String name() {
      return "variable";
    }

    @Override
    public Shape shape(List<Value> in) {
      return in.get(0).shape();
    }

    @Override
    public Value apply(Graph g, Value self, Value first) {
      return first;
    }

    @Override
    public void transpose(Graph g, Value self, Value c, Cotangents to) {
      to.add(0, c);
    }
  }

  /**
   * Rows (or columns) from..to-1.
   *
   * @param ofRows whether rows are taken, else columns
   */
  record Slice(boolean ofRows, int from, int to) implements Layout, Primitive.Linear {
    @Override
    public String name() {
      return "slice";
    }

    @Override
    public Shape shape(List<Value> in) {
      Shape a = in.get(0).shape();
      int length = (ofRows ? a.rows() : a.cols()).fixed(name());
      if (from < 0 || to > length || from > to) {
        throw Graph.misfit(
            name(),
            "from "
                + from
                + " to "
                + to
                + " leaves the "
                + length
                + (ofRows ? " rows" : " columns"),
            "0 <= from <= to <= " + length + ".");
      }
      Dim side = Dim.of(to - from);
      return Shape.of(ofRows ? side : a.rows(), ofRows ? a.cols() : side, a.perBlock());
    }

    @Override
    public Value apply(Graph g, Value self, Value first) {
      return g.slice(first, ofRows, from, to);
    }

    @Override
    public void transpose(Graph g, Value self, Value c, Cotangents to) {
      Shape a = self.in(0).shape();
      to.add(0, g.pad(c, ofRows, from, (ofRows ? a.rows() : a.cols()).factor()));
    }
  }

  /**
   * Zero but for the operand, which begins at row (or column) {@code from}.
   *
   * @param ofRows whether rows are added, else columns
   * @param length rows (or columns) of the result
   */
  record Pad(boolean ofRows, int from, int length) implements Layout, Primitive.Linear {
    @Override
    public String name() {
      return "pad";
    }

    @Override
    public Shape shape(List<Value> in) {
      Shape a = in.get(0).shape();
      Dim side = Dim.of(length);
      return Shape.of(ofRows ? side : a.rows(), ofRows ? a.cols() : side, a.perBlock());
    }

    @Override
    public Value apply(Graph g, Value self, Value first) {
      return g.pad(first, ofRows, from, length);
    }

    @Override
    public void transpose(Graph g, Value self, Value c, Cotangents to) {
      Shape a = self.in(0).shape();
      int n = (ofRows ? a.rows() : a.cols()).factor();
      to.add(0, g.slice(c, ofRows, from, from + n));
    }
  }

  /**
   * One operand after the other.
   *
   * @param ofRows whether they stand below each other, else side by side
   */
  record Concat(boolean ofRows) implements Layout {
    @Override
    public String name() {
      return "concat";
    }

    @Override
    public Shape shape(List<Value> in) {
      Shape first = in.get(0).shape();
      int sum = 0;
      boolean perBlock = false;
      for (Value n : in) {
        Shape s = n.shape();
        Dim other = ofRows ? s.cols() : s.rows();
        if (!other.equals(ofRows ? first.cols() : first.rows())) {
          throw Graph.misfit(
              name(), first + " and " + s + " do not fit", "the other side must be equal.");
        }
        sum += (ofRows ? s.rows() : s.cols()).fixed(name());
        perBlock |= s.perBlock();
      }
      Dim side = Dim.of(sum);
      return Shape.of(ofRows ? side : first.rows(), ofRows ? first.cols() : side, perBlock);
    }

    @Override
    public @Nullable Value tangent(Graph g, Value self, List<@Nullable Value> t) {
      Value sum = null;
      int at = 0;
      Dim side = ofRows ? self.shape().rows() : self.shape().cols();
      for (int i = 0; i < t.size(); i++) {
        Value one = t.get(i);
        if (one != null) {
          sum = g.sum(sum, g.pad(one, ofRows, at, side.factor()));
        }
        at += length(self.in(i));
      }
      return sum;
    }

    private int length(Value n) {
      return (ofRows ? n.shape().rows() : n.shape().cols()).factor();
    }

    @Override
    public void transpose(Graph g, Value self, Value c, Cotangents to) {
      int at = 0;
      for (int i = 0; i < self.in().size(); i++) {
        int n = length(self.in(i));
        to.add(i, g.slice(c, ofRows, at, at + n));
        at += n;
      }
    }
  }
}

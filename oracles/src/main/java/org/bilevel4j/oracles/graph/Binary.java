package org.bilevel4j.oracles.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions of two elements; a side of length 1 is repeated to fit the other operand. */
public enum Binary implements Primitive {
  /** a + b. */
  ADD,
  /** a - b. */
  SUB,
  /** a * b. */
  MUL,
  /** a / b. */
  DIV,
  /** The larger one; where both are equal the derivative is that of a. */
  MAX,
  /** 1 where a >= b, else 0; without derivative. */
  AT_LEAST;

  /** Whether operands may change places. */
  public boolean commutes() {
    return this == ADD || this == MUL;
  }

  /** The value on numbers. */
  public double of(double a, double b) {
    return switch (this) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case MAX -> Math.max(a, b);
      case AT_LEAST -> a >= b ? 1 : 0;
    };
  }

  @Override
  public Shape shape(List<Value> in) {
    Shape a = in.get(0).shape();
    Shape b = in.get(1).shape();
    return Shape.of(
        side(a.rows(), b.rows(), a, b),
        side(a.cols(), b.cols(), a, b),
        a.perBlock() || b.perBlock());
  }

  private Dim side(Dim a, Dim b, Shape left, Shape right) {
    if (a.equals(b) || b.isOne()) {
      return a;
    }
    if (a.isOne()) {
      return b;
    }
    throw Graph.misfit(
        Graph.label(this),
        left + " and " + right + " do not fit",
        "sides must be equal, or 1 to be repeated.");
  }

  @Override
  public @Nullable Value tangent(Graph g, Value self, List<@Nullable Value> t) {
    Value a = self.in(0);
    Value b = self.in(1);
    Value ta = t.get(0);
    Value tb = t.get(1);
    Value left = null;
    Value right = null;
    switch (this) {
      case ADD, SUB -> {
        left = ta;
        right = tb == null ? null : this == ADD ? tb : g.negate(tb);
      }
      case MUL -> {
        left = ta == null ? null : g.mul(ta, b);
        right = tb == null ? null : g.mul(a, tb);
      }
      case DIV -> {
        left = ta == null ? null : g.div(ta, b);
        right = tb == null ? null : g.negate(g.mul(tb, g.div(self, b)));
      }
      case MAX -> {
        Value first = g.binary(AT_LEAST, a, b);
        left = ta == null ? null : g.mul(ta, first);
        right = tb == null ? null : g.mul(tb, g.sub(g.scalar(1), first));
      }
      case AT_LEAST -> {
        return null;
      }
    }
    Value sum = g.sum(left, right);
    return sum == null ? null : g.broadcast(sum, self.shape().rows(), self.shape().cols());
  }

  @Override
  public void transpose(Graph g, Value self, Value c, Cotangents to) {
    Value a = self.in(0);
    Value b = self.in(1);
    switch (this) {
      case ADD -> {
        to.add(0, g.sumTo(c, a.shape()));
        to.add(1, g.sumTo(c, b.shape()));
      }
      case SUB -> {
        to.add(0, g.sumTo(c, a.shape()));
        to.add(1, g.sumTo(g.negate(c), b.shape()));
      }
      case MUL -> {
        to.add(0, g.sumTo(g.mul(c, b), a.shape()));
        to.add(1, g.sumTo(g.mul(c, a), b.shape()));
      }
      case DIV -> {
        to.add(0, g.sumTo(g.div(c, b), a.shape()));
        to.add(1, g.sumTo(g.negate(g.mul(c, g.div(self, b))), b.shape()));
      }
      case MAX -> {
        Value first = g.binary(AT_LEAST, a, b);
        to.add(0, g.sumTo(g.mul(c, first), a.shape()));
        to.add(1, g.sumTo(g.mul(c, g.sub(g.scalar(1), first)), b.shape()));
      }
      case AT_LEAST -> {}
    }
  }
}

package org.bilevel4j.oracles.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Element-wise functions of two values, simplified while they are made. */
final class ElementwiseRules {
  private ElementwiseRules() {}

  private static boolean is(Value n, double value) {
    return n.op() instanceof Leaf.Scalar s && s.value() == value;
  }

  /** A function of two elements, simplified. */
  static Value binary(Graph g, Binary f, Value a, Value b) {
    Shape whole = f.shape(List.of(a, b));
    if (a.op() instanceof Leaf.Scalar s && b.op() instanceof Leaf.Scalar t) {
      return g.scalar(f.of(s.value(), t.value()));
    }
    Value trivial = trivial(g, f, a, b, whole);
    if (trivial != null) {
      return trivial;
    }
    Value left = unrepeated(f, a, b, whole, true);
    Value right = unrepeated(f, left, b, whole, false);
    if (left != a || right != b) {
      return binary(g, f, left, right);
    }
    if (left.op() instanceof Reduction.Broadcast p) {
      if (right.op() instanceof Reduction.Broadcast q) {
        if (p.equals(q)) {
          return g.broadcast(binary(g, f, left.in(0), right.in(0)), p.rows(), p.cols());
        }
      } else if (right.shape().isScalar()) {
        return g.broadcast(binary(g, f, left.in(0), right), p.rows(), p.cols());
      }
    } else if (right.op() instanceof Reduction.Broadcast q && left.shape().isScalar()) {
      return g.broadcast(binary(g, f, left, right.in(0)), q.rows(), q.cols());
    }
    return canonical(g, f, left, right);
  }

  /** Leaves a repetition out where the other operand has the whole shape anyway. */
  private static Value unrepeated(Binary f, Value a, Value b, Shape whole, boolean first) {
    Value it = first ? a : b;
    Value other = first ? b : a;
    if (it.op() instanceof Reduction.Broadcast && other.shape().sameSides(whole)) {
      Value in = it.in(0);
      Shape without = f.shape(first ? List.of(in, b) : List.of(a, in));
      if (without.sameSides(whole)) {
        return in;
      }
    }
    return it;
  }

  /** What needs no computing; null where nothing of that kind applies. */
  private static @Nullable Value trivial(Graph g, Binary f, Value a, Value b, Shape whole) {
    return switch (f) {
      case ADD -> is(a, 0) ? fit(g, b, whole) : is(b, 0) ? fit(g, a, whole) : null;
      case SUB -> is(b, 0) ? fit(g, a, whole) : is(a, 0) ? g.negate(fit(g, b, whole)) : null;
      case MUL ->
          is(a, 1)
              ? fit(g, b, whole)
              : is(b, 1)
                  ? fit(g, a, whole)
                  : is(a, 0) || is(b, 0) ? fit(g, g.scalar(0), whole) : null;
      case DIV -> b.op() instanceof Leaf.Scalar s ? g.mul(g.scalar(1 / s.value()), a) : null;
      case MAX, AT_LEAST -> null;
    };
  }

  private static Value fit(Graph g, Value a, Shape whole) {
    return g.broadcast(a, whole.rows(), whole.cols());
  }

  /** Numbers stand first and are collected; operands that commute stand in order. */
  private static Value canonical(Graph g, Binary f, Value a, Value b) {
    if (f == Binary.MUL) {
      if (b.op() instanceof Leaf.Scalar) {
        return canonical(g, f, b, a);
      }
      if (isScaled(b)) { // a * (c * d) = c * (a * d)
        return a.op() instanceof Leaf.Scalar
            ? g.mul(g.mul(a, b.in(0)), b.in(1))
            : g.mul(b.in(0), g.mul(a, b.in(1)));
      }
      if (isScaled(a)) {
        return g.mul(a.in(0), g.mul(a.in(1), b));
      }
      if (a == b) {
        return g.unary(Unary.SQUARE, a);
      }
    }
    if (f == Binary.DIV && isScaled(a)) {
      return g.mul(a.in(0), g.div(a.in(1), b));
    }
    if (f == Binary.ADD && isNegated(b)) {
      return g.sub(a, b.in(1));
    }
    if (f == Binary.ADD && isNegated(a)) {
      return g.sub(b, a.in(1));
    }
    if (f == Binary.SUB && isNegated(b)) {
      return g.plus(a, b.in(1));
    }
    if (f == Binary.SUB && a == b) {
      return fit(g, g.scalar(0), a.shape());
    }
    boolean numberFirst = a.op() instanceof Leaf.Scalar;
    boolean swap = f.commutes() && !numberFirst && a.id() > b.id();
    return swap ? g.add(f, b, a) : g.add(f, a, b);
  }

  static boolean isScaled(Value n) {
    return n.op() == Binary.MUL && n.in(0).op() instanceof Leaf.Scalar;
  }

  private static boolean isNegated(Value n) {
    return isScaled(n) && is(n.in(0), -1);
  }
}

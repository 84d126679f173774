package org.bilevel4j.oracles.graph;

import java.util.List;

/** Sums, other sides and parts of a value, simplified while they are made. */
final class Rearranging {
  private Rearranging() {}

  /** The sum over sides that are longer than 1. */
  static Value sum(Graph g, Value a, boolean overRows, boolean overCols) {
    if (ElementwiseRules.isScaled(a)) {
      return g.mul(a.in(0), g.sumOver(a.in(1), overRows, overCols));
    }
    if (a.op() instanceof Reduction.Broadcast) {
      return repeatedSum(g, a, overRows, overCols);
    }
    return g.add(new Reduction.Sum(overRows, overCols), a);
  }

  /** The sum of something repeated is a multiple of it. */
  private static Value repeatedSum(Graph g, Value a, boolean overRows, boolean overCols) {
    Value in = a.in(0);
    Value times = g.scalar(1);
    if (overRows && in.shape().rows().isOne()) {
      times = g.mul(times, g.length(a.shape().rows()));
    }
    if (overCols && in.shape().cols().isOne()) {
      times = g.mul(times, g.length(a.shape().cols()));
    }
    Value sum = g.mul(times, g.sumOver(in, overRows, overCols));
    return g.broadcast(
        sum, overRows ? Dim.ONE : a.shape().rows(), overCols ? Dim.ONE : a.shape().cols());
  }

  /** Other sides for the same elements. */
  static Value reshape(Graph g, Value a, Dim rows, Dim cols) {
    Primitive op = new Layout.Reshape(rows, cols);
    op.shape(List.of(a));
    if (a.op() instanceof Layout.Reshape) {
      return g.reshape(a.in(0), rows, cols);
    }
    if (a.shape().rows().equals(rows) && a.shape().cols().equals(cols)) {
      return a;
    }
    if (ElementwiseRules.isScaled(a)) {
      return g.mul(a.in(0), g.reshape(a.in(1), rows, cols));
    }
    if (a.op() instanceof Reduction.Broadcast && a.in(0).shape().isScalar()) {
      return g.broadcast(a.in(0), rows, cols);
    }
    return g.add(op, a);
  }

  /** Rows or columns from..to-1. */
  static Value slice(Graph g, Value a, boolean ofRows, int from, int to) {
    Dim side = ofRows ? a.shape().rows() : a.shape().cols();
    if (side.isFixed() && from == 0 && to == side.factor()) {
      return a;
    }
    Primitive op = new Layout.Slice(ofRows, from, to);
    op.shape(List.of(a));
    if (a.op() instanceof Reduction.Broadcast b && a.in(0).shape().isScalar()) {
      Dim n = Dim.of(to - from);
      return g.broadcast(a.in(0), ofRows ? n : b.rows(), ofRows ? b.cols() : n);
    }
    if (a.op() instanceof Layout.Pad p && p.ofRows() == ofRows) {
      Dim inner = ofRows ? a.in(0).shape().rows() : a.in(0).shape().cols();
      if (from == p.from() && to == p.from() + inner.factor()) {
        return a.in(0);
      }
    }
    return g.add(op, a);
  }
}

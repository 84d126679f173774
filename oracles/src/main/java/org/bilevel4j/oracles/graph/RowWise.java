package org.bilevel4j.oracles.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions of whole rows. */
public enum RowWise implements Primitive {
  /** e^a_j / sum_k e^a_k. */
  SOFTMAX("softmax"),
  /** log sum_k e^a_k, one column. */
  LOG_SUM_EXP("logSumExp"),
  /** The largest entry, one column; the derivative is that of the first of equal ones. */
  MAX("rowMax"),
  /** 1 at the first largest entry, else 0; without derivative. */
  MAX_MASK("rowMaxMask");

  private final String label;

  RowWise(String label) {
    this.label = label;
  }

  /** Whether the result is one column. */
  public boolean isColumn() {
    return this == LOG_SUM_EXP || this == MAX;
  }

  @Override
  public Shape shape(List<Value> in) {
    Shape a = in.get(0).shape();
    return isColumn() ? Shape.of(a.rows(), Dim.ONE, a.perBlock()) : a;
  }

  @Override
  public @Nullable Value tangent(Graph g, Value self, List<@Nullable Value> t) {
    Value a = self.in(0);
    Value d = t.get(0);
    if (d == null) {
      return null;
    }
    return switch (this) {
      case SOFTMAX -> centred(g, self, d);
      case LOG_SUM_EXP -> g.sumOver(g.mul(g.rowWise(SOFTMAX, a), d), false, true);
      case MAX -> g.sumOver(g.mul(g.rowWise(MAX_MASK, a), d), false, true);
      case MAX_MASK -> null;
    };
  }

  /** s (d - sum_k s_k d_k), the derivative of softmax, which is symmetric. */
  private static Value centred(Graph g, Value s, Value d) {
    return g.mul(s, g.sub(d, g.sumOver(g.mul(s, d), false, true)));
  }

  @Override
  public void transpose(Graph g, Value self, Value c, Cotangents to) {
    Value a = self.in(0);
    switch (this) {
      case SOFTMAX -> to.add(0, centred(g, self, c));
      case LOG_SUM_EXP -> to.add(0, g.mul(c, g.rowWise(SOFTMAX, a)));
      case MAX -> to.add(0, g.mul(c, g.rowWise(MAX_MASK, a)));
      case MAX_MASK -> {}
    }
  }

  /** The label; enum constants cannot override {@code name()}. */
  public String label() {
    return label;
  }

  /**
   * 1 at the K largest entries of a column, the first of equal ones, else 0; without derivative. K
   * is the second operand, rounded up; more than there are rows means all of them.
   */
  public record Largest() implements Primitive.Constant {
    @Override
    public String name() {
      return "largest";
    }

    @Override
    public Shape shape(List<Value> in) {
      Shape a = in.get(0).shape();
      if (!a.cols().isOne()) {
        throw Graph.misfit(name(), "of shape " + a, "one column.");
      }
      Shape k = in.get(1).shape();
      if (!k.isScalar()) {
        throw Graph.misfit(name(), "how many has shape " + k, "one number.");
      }
      return Shape.of(a.rows(), a.cols(), a.perBlock() || k.perBlock());
    }
  }
}

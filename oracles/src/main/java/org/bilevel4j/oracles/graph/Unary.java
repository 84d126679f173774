package org.bilevel4j.oracles.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions of each element. */
public enum Unary implements Primitive {
  /** e^a. */
  EXP,
  /** Natural logarithm. */
  LOG,
  /** Sine of radians. */
  SIN,
  /** Cosine of radians. */
  COS,
  /** Square root; its derivative at 0 is infinite. */
  SQRT,
  /** max(a, 0); its derivative at 0 is 0. */
  RELU,
  /** 1 above 0, else 0; without derivative. */
  STEP,
  /** Hyperbolic tangent. */
  TANH,
  /** 1 / (1 + e^-a). */
  SIGMOID,
  /** log(1 + e^a). */
  SOFTPLUS,
  /** 1 / a. */
  RECIPROCAL,
  /** |a|; its derivative at 0 is 0. */
  ABS,
  /** -1, 0 or 1; without derivative. */
  SIGN,
  /** a^2. */
  SQUARE;

  @Override
  public Shape shape(List<Value> in) {
    return in.get(0).shape();
  }

  /** The derivative of each element in its argument; null where it is zero. */
  private @Nullable Value slope(Graph g, Value self) {
    Value a = self.in(0);
    return switch (this) {
      case EXP -> self;
      case LOG -> g.reciprocal(a);
      case SIN -> g.unary(COS, a);
      case COS -> g.negate(g.unary(SIN, a));
      case SQRT -> g.mul(g.scalar(0.5), g.reciprocal(self));
      case RELU -> g.unary(STEP, a);
      case TANH -> g.sub(g.scalar(1), g.square(self));
      case SIGMOID -> g.mul(self, g.sub(g.scalar(1), self));
      case SOFTPLUS -> g.unary(SIGMOID, a);
      case RECIPROCAL -> g.negate(g.square(self));
      case ABS -> g.unary(SIGN, a);
      case SQUARE -> g.mul(g.scalar(2), a);
      case STEP, SIGN -> null;
    };
  }

  @Override
  public @Nullable Value tangent(Graph g, Value self, List<@Nullable Value> t) {
    Value first = t.get(0);
    Value slope = first == null ? null : slope(g, self);
    return first == null || slope == null ? null : g.mul(first, slope);
  }

  @Override
  public void transpose(Graph g, Value self, Value c, Cotangents to) {
    Value slope = slope(g, self);
    if (slope != null) {
      to.add(0, g.mul(c, slope));
    }
  }
}

package org.bilevel4j.kernels;

/**
 * Element-wise functions; accuracy and special values are those of {@link FloatMath} and {@link
 * DoubleMath}.
 */
public enum Func {
  /** {@code e^x}. */
  EXP,
  /** {@code e^x - 1}, accurate near zero. */
  EXPM1,
  /** Natural logarithm. */
  LOG,
  /** {@code log(1 + x)}, accurate near zero. */
  LOG1P,
  /** Sine, x in radians. */
  SIN,
  /** Cosine, x in radians. */
  COS,
  /** Hyperbolic tangent. */
  TANH,
  /** {@code 1 / (1 + e^(-x))}. */
  SIGMOID,
  /** {@code log(1 + e^x)}, without overflow. */
  SOFTPLUS,
  /** {@code max(x, 0)}. */
  RELU,
  /** 1 above 0, else 0. */
  STEP
}

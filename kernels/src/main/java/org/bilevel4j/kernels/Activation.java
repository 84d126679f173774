package org.bilevel4j.kernels;

/**
 * Activation functions of a layer. Derivatives are written in terms of the output {@code a = f(z)},
 * so that a layer keeps one matrix only.
 */
public enum Activation {
  /** {@code a = z}. */
  IDENTITY,
  /** {@code a = max(z, 0)}; derivative 1 where {@code a > 0}, else 0; NaN stays NaN. */
  RELU,
  /** {@code a = tanh(z)}; derivative {@code 1 - a^2}. */
  TANH,
  /** {@code a = log(1 + e^z)}; derivative {@code 1 - e^(-a)}, which is {@code sigmoid(z)}. */
  SOFTPLUS,
  /** {@code a = 1 / (1 + e^(-z))}; derivative {@code a (1 - a)}. */
  SIGMOID
}

package org.bilevel4j.oracles.heads;

import org.bilevel4j.core.util.Args;

/**
 * weight ||w||^2 + bias ||b||^2 with fixed coefficients.
 *
 * @param weight coefficient of the weights, at least 0
 * @param bias coefficient of the biases, at least 0
 */
public record RidgePenalty(double weight, double bias) implements Penalty {
  /** Checks the coefficients. */
  public RidgePenalty {
    Args.nonNegative(weight, "penalty of the weights");
    Args.nonNegative(bias, "penalty of the biases");
  }

  @Override
  public String name() {
    return "ridge " + weight + ", bias " + bias;
  }

  @Override
  public int parameters() {
    return 0;
  }

  private double coefficient(HeadShape head, int j) {
    return j < head.weights() ? weight : bias;
  }

  @Override
  public boolean isQuadratic() {
    return true;
  }

  @Override
  public double value(HeadShape head, double[] rho, int ro, double[] y, int yo) {
    double sum = 0;
    for (int j = 0; j < head.dim(); j++) {
      sum += coefficient(head, j) * y[yo + j] * y[yo + j];
    }
    return sum;
  }

  @Override
  public void addGradY(
      HeadShape head, double[] rho, int ro, double[] y, int yo, double[] out, int oo) {
    for (int j = 0; j < head.dim(); j++) {
      out[oo + j] += 2 * coefficient(head, j) * y[yo + j];
    }
  }

  @Override
  public void addHvp(
      HeadShape head,
      double[] rho,
      int ro,
      double[] y,
      int yo,
      double[] v,
      int vo,
      double[] out,
      int oo) {
    addGradY(head, rho, ro, v, vo, out, oo);
  }
}

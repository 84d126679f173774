package org.bilevel4j.oracles.heads;

import org.bilevel4j.core.util.Args;

/**
 * coefficient (||w|| + ||b||), norms that are not squared, as in the sinusoid listing of Gu, Lu,
 * Ram, Weng (ICLR 2023). Neither smooth at zero nor strongly convex, so that the theory does not
 * apply; the derivatives at zero are taken as zero.
 *
 * @param coefficient at least 0
 */
public record NormPenalty(double coefficient) implements Penalty {
  /** Checks the coefficient. */
  public NormPenalty {
    Args.nonNegative(coefficient, "penalty of the norms");
  }

  @Override
  public String name() {
    return "norm " + coefficient;
  }

  @Override
  public int parameters() {
    return 0;
  }

  private static double norm(double[] y, int from, int to) {
    double sum = 0;
    for (int j = from; j < to; j++) {
      sum += y[j] * y[j];
    }
    return Math.sqrt(sum);
  }

  @Override
  public boolean isQuadratic() {
    return false;
  }

  @Override
  public double value(HeadShape head, double[] rho, int ro, double[] y, int yo) {
    int cut = yo + head.weights();
    return coefficient * (norm(y, yo, cut) + norm(y, cut, yo + head.dim()));
  }

  @Override
  public void addGradY(
      HeadShape head, double[] rho, int ro, double[] y, int yo, double[] out, int oo) {
    part(y, yo, y, yo, out, oo, head.weights(), false);
    int w = head.weights();
    part(y, yo + w, y, yo + w, out, oo + w, head.dim() - w, false);
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
    part(y, yo, v, vo, out, oo, head.weights(), true);
    int w = head.weights();
    part(y, yo + w, v, vo + w, out, oo + w, head.dim() - w, true);
  }

  /** Gradient y / ||y||, or Hessian (v - y (y.v) / ||y||^2) / ||y||, of n entries. */
  private void part(
      double[] y, int yo, double[] v, int vo, double[] out, int oo, int n, boolean second) {
    double norm = norm(y, yo, yo + n);
    if (norm == 0) {
      return;
    }
    double along = 0;
    if (second) {
      for (int j = 0; j < n; j++) {
        along += y[yo + j] * v[vo + j];
      }
      along /= norm * norm;
    }
    for (int j = 0; j < n; j++) {
      out[oo + j] += coefficient * (v[vo + j] - along * y[yo + j]) / norm;
    }
  }
}

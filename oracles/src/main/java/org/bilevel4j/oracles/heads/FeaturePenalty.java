package org.bilevel4j.oracles.heads;

import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.util.Args;

/**
 * One penalty parameter per feature, in x: sum_k c(rho_k) sum_columns w_k^2 with c(rho) = rho^2, so
 * that it is ||rho * w||^2 (Gu, Lu, Ram, Weng, ICLR 2023), or c(rho) = rho as in the scripts
 * published with that paper. In log space x holds log rho. Biases have a fixed coefficient.
 *
 * @param features K, at least 1
 * @param squared whether c(rho) = rho^2
 * @param logSpace whether the parameters are log rho
 * @param bias coefficient of the biases, at least 0
 */
public record FeaturePenalty(int features, boolean squared, boolean logSpace, double bias)
    implements Penalty {
  /** Checks the numbers. */
  public FeaturePenalty {
    Args.atLeast(1, features, "features of the penalty");
    Args.nonNegative(bias, "penalty of the biases");
  }

  /** A penalty whose parameters are rho itself. */
  public FeaturePenalty(int features, boolean squared, double bias) {
    this(features, squared, false, bias);
  }

  @Override
  public String name() {
    String form = squared ? "feature squared" : "feature linear";
    return form + (logSpace ? " in log space" : "") + ", bias " + bias;
  }

  @Override
  public int parameters() {
    return features;
  }

  private double c(double parameter) {
    double rho = logSpace ? StrictMath.exp(parameter) : parameter;
    return squared ? rho * rho : rho;
  }

  private double dc(double parameter) {
    if (logSpace) {
      return squared ? 2 * c(parameter) : c(parameter);
    }
    return squared ? 2 * parameter : 1;
  }

  @Override
  public boolean isQuadratic() {
    return true;
  }

  @Override
  public double value(HeadShape head, double[] rho, int ro, double[] y, int yo) {
    double sum = 0;
    for (int col = 0; col < head.columns(); col++) {
      int at = yo + col * features;
      for (int k = 0; k < features; k++) {
        sum += c(rho[ro + k]) * y[at + k] * y[at + k];
      }
    }
    for (int j = head.weights(); j < head.dim(); j++) {
      sum += bias * y[yo + j] * y[yo + j];
    }
    return sum;
  }

  @Override
  public void addGradY(
      HeadShape head, double[] rho, int ro, double[] y, int yo, double[] out, int oo) {
    for (int col = 0; col < head.columns(); col++) {
      int at = col * features;
      for (int k = 0; k < features; k++) {
        out[oo + at + k] += 2 * c(rho[ro + k]) * y[yo + at + k];
      }
    }
    for (int j = head.weights(); j < head.dim(); j++) {
      out[oo + j] += 2 * bias * y[yo + j];
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

  @Override
  public void addGradX(
      HeadShape head, double[] rho, int ro, double[] y, int yo, double weight, double[] out) {
    for (int col = 0; col < head.columns(); col++) {
      int at = yo + col * features;
      for (int k = 0; k < features; k++) {
        out[k] += weight * dc(rho[ro + k]) * y[at + k] * y[at + k];
      }
    }
  }

  @Override
  public void addCrossXY(
      HeadShape head,
      double[] rho,
      int ro,
      double[] y,
      int yo,
      double[] v,
      int vo,
      double weight,
      double[] out) {
    for (int col = 0; col < head.columns(); col++) {
      int at = col * features;
      for (int k = 0; k < features; k++) {
        out[k] += weight * 2 * dc(rho[ro + k]) * y[yo + at + k] * v[vo + at + k];
      }
    }
  }

  @Override
  public void addCrossYX(
      HeadShape head, double[] rho, int ro, double[] y, int yo, Vec u, double[] out, int oo) {
    for (int col = 0; col < head.columns(); col++) {
      int at = col * features;
      for (int k = 0; k < features; k++) {
        out[oo + at + k] += 2 * dc(rho[ro + k]) * y[yo + at + k] * u.get(k);
      }
    }
  }
}

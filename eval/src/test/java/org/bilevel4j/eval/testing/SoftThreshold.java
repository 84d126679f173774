package org.bilevel4j.eval.testing;

import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.DualSide;

/**
 * The smoothed threshold of the K largest of n scores (docs/ALGORITHMS.md 9.2, closed form 5): x
 * the scores, y the threshold, f = y.
 *
 * <pre>
 * g = (K + eps)/n y + tau2/2 y^2 + (tau1/n) sum_j log(1 + exp((x_j - y)/tau1))
 * </pre>
 */
public final class SoftThreshold extends SmallProblem {
  private final int scores;
  private final double share;
  private final double tau1;
  private final double tau2;

  /**
   * A threshold over some scores.
   *
   * @param count K + eps
   */
  public SoftThreshold(int scores, double count, double tau1, double tau2) {
    super("threshold", scores, Dims.uniform(1, 1), new DualSide.None());
    this.scores = scores;
    this.share = count / scores;
    this.tau1 = tau1;
    this.tau2 = tau2;
  }

  private double sigmoid(Vec x, Vec y, int j) {
    return 1 / (1 + Math.exp(-(x.get(j) - y.get(0)) / tau1));
  }

  /** d2g/dy2. */
  public double curvature(Vec x, Vec y) {
    double sum = 0;
    for (int j = 0; j < scores; j++) {
      sum += sigmoid(x, y, j) * (1 - sigmoid(x, y, j));
    }
    return tau2 + sum / scores / tau1;
  }

  @Override
  protected double upper(int i, Vec x, Vec y, Vec alpha, Vec gx, Vec gy, Vec ga) {
    gy.add(0, 1);
    return y.get(0);
  }

  @Override
  protected double lower(int i, Vec x, Vec y, Vec gy) {
    double value = share * y.get(0) + tau2 / 2 * y.get(0) * y.get(0);
    gy.add(0, share + tau2 * y.get(0));
    for (int j = 0; j < scores; j++) {
      double t = (x.get(j) - y.get(0)) / tau1;
      value += tau1 / scores * (t > 0 ? t + Math.log1p(Math.exp(-t)) : Math.log1p(Math.exp(t)));
      gy.add(0, -sigmoid(x, y, j) / scores);
    }
    return value;
  }

  @Override
  protected void addHvp(int i, Vec x, Vec y, Vec v, Vec out) {
    out.add(0, curvature(x, y) * v.get(0));
  }

  @Override
  protected void addCross(int i, Vec x, Vec y, double weight, Vec v, Vec out) {
    for (int j = 0; j < scores; j++) {
      double s = sigmoid(x, y, j);
      out.add(j, -weight * s * (1 - s) / scores / tau1 * v.get(0));
    }
  }
}

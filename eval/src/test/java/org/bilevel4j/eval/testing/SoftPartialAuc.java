package org.bilevel4j.eval.testing;

import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.DualSide;

/**
 * Partial AUC of a linear scorer h = w'z on one task with a soft selector (docs/ALGORITHMS.md 9.2):
 * x = (w, a, b), y the threshold of {@link SoftThreshold} over the negatives' scores, phi the
 * sigmoid.
 *
 * <pre>
 * f = mean+ (h-a)^2 + 1/(n- rho) sum_j phi(h_j - y) (h_j - b)^2
 *     + 2 alpha (1/(n- rho) sum_j phi(h_j - y) h_j - mean+ h + c) - alpha^2
 * </pre>
 */
public final class SoftPartialAuc extends SmallProblem {
  private final double[][] positives;
  private final double[][] negatives;
  private final double rho;
  private final double margin;
  private final double tau1;
  private final int features;
  private final SoftThreshold threshold;

  /** One task. */
  public SoftPartialAuc(
      double[][] positives,
      double[][] negatives,
      double rho,
      double margin,
      double eps,
      double tau1,
      double tau2) {
    super(
        "soft partial AUC",
        positives[0].length + 2,
        Dims.uniform(1, 1),
        new DualSide.PerBlock(Dims.uniform(1, 1)));
    this.positives = positives;
    this.negatives = negatives;
    this.rho = rho;
    this.margin = margin;
    this.tau1 = tau1;
    this.features = positives[0].length;
    int n = negatives.length;
    this.threshold = new SoftThreshold(n, n * rho + eps, tau1, tau2);
  }

  private double score(Vec x, double[] z) {
    return Vec.of(z).dot(x.slice(0, features));
  }

  private Vec scores(Vec x) {
    Vec h = Vec.zeros(negatives.length);
    for (int j = 0; j < h.dim(); j++) {
      h.set(j, score(x, negatives[j]));
    }
    return h;
  }

  private static double sigmoid(double t) {
    return 1 / (1 + Math.exp(-t));
  }

  /** Steps 3 and 4 of the algorithm on the full batch, with H at its exact value. */
  public Vec stepFour(Vec x, Vec y, double alpha) {
    double a = x.get(features);
    double b = x.get(features + 1);
    double selected = negatives.length * rho;
    double hessian = threshold.curvature(scores(x), y);
    Vec d = Vec.zeros(features); // D
    for (double[] z : negatives) {
      double s = sigmoid((score(x, z) - y.get(0)) / tau1);
      d.axpy(s * (1 - s) / (negatives.length * tau1 * hessian), Vec.of(z));
    }
    Vec out = Vec.zeros(features + 2);
    Vec w = out.slice(0, features);
    for (double[] z : positives) {
      double h = score(x, z);
      w.axpy((2 * (h - a) - 2 * alpha) / positives.length, Vec.of(z)); // T1, T4
      out.add(features, -2 * (h - a) / positives.length);
    }
    for (double[] z : negatives) {
      double h = score(x, z);
      double phi = sigmoid(h - y.get(0));
      w.axpy((2 * phi * (h - b) + 2 * alpha * phi) / selected, Vec.of(z)); // T2, T4
      double r = phi * (1 - phi) * ((h - b) * (h - b) + 2 * alpha * h) / selected; // T3, T5
      w.axpy(r, Vec.of(z));
      w.axpy(-r, d);
      out.add(features + 1, -2 * phi * (h - b) / selected);
    }
    return out;
  }

  @Override
  protected double upper(int i, Vec x, Vec y, Vec alpha, Vec gx, Vec gy, Vec ga) {
    double a = x.get(features);
    double b = x.get(features + 1);
    double dual = alpha.get(0);
    double selected = negatives.length * rho;
    double value = 2 * dual * margin - dual * dual;
    ga.add(0, 2 * margin - 2 * dual);
    Vec w = gx.slice(0, features);
    for (double[] z : positives) {
      double h = score(x, z);
      value += ((h - a) * (h - a) - 2 * dual * h) / positives.length;
      w.axpy((2 * (h - a) - 2 * dual) / positives.length, Vec.of(z));
      gx.add(features, -2 * (h - a) / positives.length);
      ga.add(0, -2 * h / positives.length);
    }
    for (double[] z : negatives) {
      double h = score(x, z);
      double phi = sigmoid(h - y.get(0));
      double inner = (h - b) * (h - b) + 2 * dual * h;
      value += phi * inner / selected;
      double slope = phi * (1 - phi) * inner / selected;
      w.axpy(slope + phi * (2 * (h - b) + 2 * dual) / selected, Vec.of(z));
      gy.add(0, -slope);
      gx.add(features + 1, -2 * phi * (h - b) / selected);
      ga.add(0, 2 * phi * h / selected);
    }
    return value;
  }

  @Override
  protected double lower(int i, Vec x, Vec y, Vec gy) {
    return threshold.lower(i, scores(x), y, gy);
  }

  @Override
  protected void addHvp(int i, Vec x, Vec y, Vec v, Vec out) {
    threshold.addHvp(i, scores(x), y, v, out);
  }

  @Override
  protected void addCross(int i, Vec x, Vec y, double weight, Vec v, Vec out) {
    Vec byScore = Vec.zeros(negatives.length);
    threshold.addCross(i, scores(x), y, weight, v, byScore);
    for (int j = 0; j < negatives.length; j++) {
      out.slice(0, features).axpy(byScore.get(j), Vec.of(negatives[j]));
    }
  }
}

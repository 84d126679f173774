package org.bilevel4j.applications.auc;

import org.bilevel4j.core.math.Vec;

/**
 * One task's batch of a linear scorer with sigmoid scores, by the formulas of docs/ALGORITHMS.md
 * 9.2 written out row by row.
 *
 * @param z features of the batch
 * @param positives how many of its rows, the first ones, are positive
 * @param negativesOfTask n- of all rows
 * @param own (head, bias, a, b)
 */
record PartialAucByHand(
    double[][] z,
    int positives,
    int negativesOfTask,
    Vec own,
    double rho,
    double margin,
    double tau1,
    double tau2,
    double eps) {

  private int d() {
    return own.dim() - 3;
  }

  private double a() {
    return own.get(d() + 1);
  }

  private double b() {
    return own.get(d() + 2);
  }

  private int negatives() {
    return z.length - positives;
  }

  static double sigmoid(double t) {
    return 1 / (1 + Math.exp(-t));
  }

  double score(int row) {
    double s = own.get(d());
    for (int j = 0; j < d(); j++) {
      s += own.get(j) * z[row][j];
    }
    return sigmoid(s);
  }

  /** out += c grad h_row. */
  private void add(double c, int row, Vec out) {
    double slope = score(row) * (1 - score(row));
    for (int j = 0; j < d(); j++) {
      out.add(j, c * slope * z[row][j]);
    }
    out.add(d(), c * slope);
  }

  private double meanOfPositives() {
    double sum = 0;
    for (int i = 0; i < positives; i++) {
      sum += score(i);
    }
    return sum / positives;
  }

  /** What alpha moves by in step 1, before its step size. */
  double alphaSlope(double alpha, double lambda) {
    double sum = 0;
    for (int j = positives; j < z.length; j++) {
      sum += sigmoid(score(j) - lambda) * score(j) / (negatives() * rho);
    }
    return 2 * (sum - meanOfPositives() + margin) - 2 * alpha;
  }

  /** What lambda moves against in step 2. */
  double lambdaSlope(double lambda) {
    double mean = 0;
    for (int j = positives; j < z.length; j++) {
      mean += sigmoid((score(j) - lambda) / tau1) / negatives();
    }
    return rho + eps / negativesOfTask + tau2 * lambda - mean;
  }

  /** The Hessian of step 3. */
  double hessian(double lambda) {
    double mean = 0;
    for (int j = positives; j < z.length; j++) {
      double s = sigmoid((score(j) - lambda) / tau1);
      mean += s * (1 - s) / negatives();
    }
    return tau2 + mean / tau1;
  }

  /** The direction of step 4 in (head, bias, a, b). */
  Vec direction(double alpha, double lambda, double hessian, boolean practical) {
    Vec out = Vec.zeros(own.dim());
    Vec shift = Vec.zeros(own.dim()); // D
    for (int l = positives; l < z.length; l++) {
      double s = sigmoid((score(l) - lambda) / tau1);
      add(s * (1 - s) / (hessian * negatives() * tau1), l, shift);
    }
    for (int i = 0; i < positives; i++) {
      add(2 * (score(i) - a()) / positives, i, out); // T1
      add(-2 * alpha / positives, i, out); // T4
      out.add(d() + 1, -2 * (score(i) - a()) / positives);
    }
    double selected = negatives() * rho;
    for (int j = positives; j < z.length; j++) {
      double h = score(j);
      double phi = sigmoid(h - lambda);
      add(2 * phi * (h - b()) / selected, j, out); // T2
      add(2 * alpha * phi / selected, j, out); // T4
      out.add(d() + 2, -2 * phi * (h - b()) / selected);
      if (!practical) {
        double t3 = phi * (1 - phi) * (h - b()) * (h - b()) / selected;
        double t5 = 2 * alpha * phi * (1 - phi) * h / selected;
        add(t3 + t5, j, out);
        out.axpy(-(t3 + t5), shift);
      }
    }
    return out;
  }
}

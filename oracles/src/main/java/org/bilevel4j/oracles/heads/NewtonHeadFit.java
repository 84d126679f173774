package org.bilevel4j.oracles.heads;

import java.util.Arrays;
import org.bilevel4j.core.math.Cholesky;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.kernels.Kernels;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.kernels.Precision;

/**
 * Fits one head to given features by Newton's method with dense Hessians and backtracking, in
 * double. One step solves ridge regression. Where the loss is not convex (double softmax) the
 * Hessian is shifted until it is positive definite, and the result is a stationary point.
 */
final class NewtonHeadFit {
  private static final int ITERATIONS = 100;
  private static final int HALVINGS = 40;
  private static final double SUFFICIENT = 1e-4;
  private static final double FIRST_SHIFT = 1e-6;

  private final Kernels kernels;
  private final RowLoss loss;
  private final Penalty penalty;
  private final HeadShape head;
  private final Mat e;
  private final double[] targets;
  private final double[] x;
  private final int cut;
  private final int rows;
  private final double[] z;
  private final double[] p;
  private final double[] losses;
  private final Mat sums;

  /**
   * A fit.
   *
   * @param e features, rows x K, in double
   * @param targets one a row
   * @param x the upper variable
   * @param cut where the penalty's slice of x begins
   */
  NewtonHeadFit(
      Kernels kernels,
      RowLoss loss,
      Penalty penalty,
      HeadShape head,
      Mat e,
      double[] targets,
      double[] x,
      int cut) {
    this.kernels = kernels;
    this.loss = loss;
    this.penalty = penalty;
    this.head = head;
    this.e = e;
    this.targets = targets;
    this.x = x;
    this.cut = cut;
    this.rows = e.rows();
    this.z = new double[rows * head.columns()];
    this.p = new double[rows * head.columns()];
    this.losses = new double[rows];
    this.sums = Mat.zeros(Precision.FLOAT64, 1, head.weights());
  }

  /**
   * Fits a head.
   *
   * @param y start and result (d_i), modified
   * @param tolerance on the norm of the gradient
   * @return whether the tolerance was reached
   */
  boolean fit(double[] y, double tolerance) {
    int d = head.dim();
    double[] gradient = new double[d];
    double value = evaluate(y, gradient);
    double norm = norm(gradient);
    double[] trial = new double[d];
    double[] trialGradient = new double[d];
    for (int it = 0; it < ITERATIONS && norm > tolerance; it++) {
      double[] step = newton(y, gradient);
      double slope = 0;
      for (int j = 0; j < d; j++) {
        slope -= gradient[j] * step[j];
      }
      double t = 1;
      boolean moved = false;
      for (int h = 0; h < HALVINGS && !moved; h++, t /= 2) {
        for (int j = 0; j < d; j++) {
          trial[j] = y[j] - t * step[j];
        }
        double v = evaluate(trial, trialGradient);
        double n = norm(trialGradient);
        boolean atRounding = Math.abs(v - value) <= 1e-13 * (1 + Math.abs(value)) && n < norm;
        if (v <= value + SUFFICIENT * t * slope || atRounding) {
          System.arraycopy(trial, 0, y, 0, d);
          System.arraycopy(trialGradient, 0, gradient, 0, d);
          value = v;
          norm = n;
          moved = true;
        }
      }
      if (!moved) {
        evaluate(y, gradient); // z and p of y again; rounding forbids further progress
        break;
      }
    }
    return norm <= tolerance;
  }

  private static double norm(double[] v) {
    return Vec.wrap(v).norm();
  }

  /** Value and gradient; leaves z and p behind. */
  private double evaluate(double[] y, double[] gradient) {
    int c = head.columns();
    HeadLoops.outputs(e, 0, rows, Mat.wrap(y, 0, 1, head.weights(), head.weights()), 0, c, z);
    if (head.bias()) {
      for (int j = 0; j < rows * c; j++) {
        z[j] += y[head.weights() + j % c];
      }
    }
    loss.evaluate(kernels, z, targets, losses, p, 0, rows);
    sums.fill(0);
    HeadLoops.addOuter(e, 0, rows, p, c, sums, 0);
    Arrays.fill(gradient, 0);
    HeadLoops.addScaled(1.0 / rows, sums, 0, gradient, 0);
    if (head.bias()) {
      for (int j = 0; j < rows * c; j++) {
        gradient[head.weights() + j % c] += p[j] / rows;
      }
    }
    penalty.addGradY(head, x, cut, y, 0, gradient, 0);
    double sum = 0;
    for (double l : losses) {
      sum += l;
    }
    return sum / rows + penalty.value(head, x, cut, y, 0);
  }

  /** (H + shift I)^-1 gradient at the y that was evaluated last. */
  private double[] newton(double[] y, double[] gradient) {
    int d = head.dim();
    double[] h = new double[d * d];
    HeadHessian.addRows(
        kernels, loss, head, e, 0, rows, new HeadHessian.RowState(z, p, targets), h, 0);
    penalty.addHessian(head, x, cut, y, 0, h, 0);
    double trace = 0;
    for (int j = 0; j < d; j++) {
      trace += Math.abs(h[j * d + j]);
    }
    Cholesky factor = new Cholesky(d);
    double shift = 0;
    while (!factor.factor(Vec.wrap(h), shift)) {
      shift = Math.max(10 * shift, FIRST_SHIFT * (trace / d + Double.MIN_NORMAL));
      if (!(shift < 1e12)) {
        return gradient.clone();
      }
    }
    double[] step = gradient.clone();
    factor.solve(Vec.wrap(step));
    return step;
  }
}

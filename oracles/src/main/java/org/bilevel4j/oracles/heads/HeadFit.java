package org.bilevel4j.oracles.heads;

import org.bilevel4j.kernels.Kernels;
import org.bilevel4j.kernels.Mat;

/**
 * Fits the head of one task to given features, in double, by Newton's method. A two-column softmax
 * head with a quadratic penalty is solved as one logistic column u with w_1 = -w_0 = u / 2; what
 * neither loss nor penalty depends on (the sum of unpenalised biases) stays as it was.
 *
 * @param loss of a row
 * @param penalty on the head
 * @param head its shape
 */
public record HeadFit(Kernels kernels, RowLoss loss, Penalty penalty, HeadShape head) {

  /**
   * Fits a head.
   *
   * @param e features, rows x K, in double
   * @param targets one a row
   * @param x the upper variable
   * @param cut where the penalty's slice of x begins
   * @param y start and result (d_i), modified
   * @param tolerance on the norm of the gradient
   * @return whether the tolerance was reached
   */
  public boolean fit(Mat e, double[] targets, double[] x, int cut, double[] y, double tolerance) {
    boolean reducible = loss instanceof SoftmaxLoss && head.columns() == 2 && penalty.isQuadratic();
    return reducible
        ? fitTwoColumns(e, targets, x, cut, y, tolerance)
        : new NewtonHeadFit(kernels, loss, penalty, head, e, targets, x, cut).fit(y, tolerance);
  }

  private boolean fitTwoColumns(
      Mat e, double[] targets, double[] x, int cut, double[] y, double tolerance) {
    HeadShape one = new HeadShape(head.features(), 1, head.bias());
    int k = one.features();
    double[] u = new double[one.dim()];
    for (int j = 0; j < k; j++) {
      u[j] = y[k + j] - y[j];
    }
    double biasSum = 0;
    if (one.bias()) {
      u[k] = y[2 * k + 1] - y[2 * k];
      double[] pull = new double[head.dim()];
      penalty.addGradY(head, x, cut, y, 0, pull, 0);
      boolean free = pull[2 * k] == 0 && pull[2 * k + 1] == 0;
      biasSum = free ? y[2 * k] + y[2 * k + 1] : 0;
    }
    Penalty half = new HalfPenalty(penalty);
    boolean reached =
        new NewtonHeadFit(kernels, new LogisticLoss(), half, one, e, targets, x, cut)
            .fit(u, tolerance / Math.sqrt(2)); // both columns have this gradient
    for (int j = 0; j < k; j++) {
      y[j] = -u[j] / 2;
      y[k + j] = u[j] / 2;
    }
    if (one.bias()) {
      y[2 * k] = (biasSum - u[k]) / 2;
      y[2 * k + 1] = (biasSum + u[k]) / 2;
    }
    return reached;
  }
}

package org.bilevel4j.oracles.heads;

import org.bilevel4j.kernels.Kernels;

/** Squared error (z - t)^2 of one output; its mean over rows is the mean squared error. */
public record SquareLoss() implements RowLoss {
  @Override
  public String name() {
    return "square";
  }

  @Override
  public int columns() {
    return 1;
  }

  @Override
  public boolean classifies() {
    return false;
  }

  @Override
  public void evaluate(
      Kernels kernels,
      double[] z,
      double[] targets,
      double[] losses,
      double[] gradient,
      int from,
      int to) {
    for (int r = from; r < to; r++) {
      double error = z[r] - targets[r];
      losses[r] = error * error;
      gradient[r] = 2 * error;
    }
  }

  @Override
  public void hessianTimes(
      Kernels kernels,
      double[] z,
      double[] targets,
      double[] gradient,
      double[] d,
      double[] out,
      int from,
      int to) {
    for (int r = from; r < to; r++) {
      out[r] = 2 * d[r];
    }
  }

  @Override
  public boolean correct(double[] z, int at, double target) {
    throw new UnsupportedOperationException("square loss: targets are not classes.");
  }
}

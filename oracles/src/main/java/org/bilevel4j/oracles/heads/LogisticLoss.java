package org.bilevel4j.oracles.heads;

import org.bilevel4j.kernels.Func;
import org.bilevel4j.kernels.Kernels;
import org.bilevel4j.kernels.Mat;

/** Logistic loss log(1 + e^z) - t z of one output and targets t in {0, 1}. */
public record LogisticLoss() implements RowLoss {
  @Override
  public String name() {
    return "logistic";
  }

  @Override
  public int columns() {
    return 1;
  }

  @Override
  public boolean classifies() {
    return true;
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
    Mat in = Mat.wrap(z, 0, z.length, 1, 1);
    kernels.applyRange(Func.SOFTPLUS, in, from, Mat.column(losses), from, to - from);
    kernels.applyRange(Func.SIGMOID, in, from, Mat.column(gradient), from, to - from);
    for (int r = from; r < to; r++) {
      losses[r] -= targets[r] * z[r];
      gradient[r] -= targets[r];
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
      double p = gradient[r] + targets[r];
      out[r] = p * (1 - p) * d[r];
    }
  }

  @Override
  public boolean correct(double[] z, int at, double target) {
    return z[at] > 0 == target > 0.5;
  }
}

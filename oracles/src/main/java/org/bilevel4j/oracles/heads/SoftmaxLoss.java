package org.bilevel4j.oracles.heads;

import org.bilevel4j.core.util.Args;
import org.bilevel4j.kernels.Kernels;
import org.bilevel4j.kernels.Mat;

/**
 * Cross-entropy of the softmax of C outputs; targets are classes 0..C-1.
 *
 * @param columns C, at least 2
 */
public record SoftmaxLoss(int columns) implements RowLoss {
  /** Checks C. */
  public SoftmaxLoss {
    Args.atLeast(2, columns, "columns of a softmax");
  }

  @Override
  public String name() {
    return "softmax";
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
    softmax(kernels, z, gradient, losses, from, to, columns);
    for (int r = from; r < to; r++) {
      int y = r * columns + (int) targets[r];
      losses[r] -= z[y];
      gradient[y] -= 1;
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
      int at = r * columns;
      int y = at + (int) targets[r];
      double mean = d[y]; // sum_c p_c d_c, with p = gradient + one-hot
      for (int c = at; c < at + columns; c++) {
        mean += gradient[c] * d[c];
      }
      for (int c = at; c < at + columns; c++) {
        out[c] = (gradient[c] + (c == y ? 1 : 0)) * (d[c] - mean);
      }
    }
  }

  @Override
  public boolean correct(double[] z, int at, double target) {
    return largest(z, at, columns) == (int) target;
  }

  /** Softmax of rows from..to-1 into p, and their log-sum-exp. */
  static void softmax(
      Kernels kernels, double[] z, double[] p, double[] lse, int from, int to, int columns) {
    int at = from * columns;
    int n = to - from;
    System.arraycopy(z, at, p, at, n * columns);
    kernels.softmax(Mat.wrap(p, at, n, columns, columns), lse, from);
  }

  /** The first column with the largest output. */
  static int largest(double[] z, int at, int columns) {
    int best = 0;
    for (int c = 1; c < columns; c++) {
      if (z[at + c] > z[at + best]) {
        best = c;
      }
    }
    return best;
  }
}

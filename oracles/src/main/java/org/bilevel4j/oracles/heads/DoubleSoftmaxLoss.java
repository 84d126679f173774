package org.bilevel4j.oracles.heads;

import org.bilevel4j.core.util.Args;
import org.bilevel4j.kernels.Kernels;

/**
 * Cross-entropy that takes the softmax of already soft-maxed outputs, as the scripts published with
 * the MORBiT paper do: for two classes it lies between log(1 + 1/e) = 0.3133 and log(1 + e) =
 * 1.3133 and is not convex in the outputs.
 *
 * <pre>
 * p = softmax(z), r = softmax(p), q = r - e_t
 * loss = logsumexp(p) - p_t,  gradient = p * (q - p.q)
 * </pre>
 *
 * @param columns number of outputs, at least 2
 */
public record DoubleSoftmaxLoss(int columns) implements RowLoss {
  /** Checks the number of outputs. */
  public DoubleSoftmaxLoss {
    Args.atLeast(2, columns, "columns of a softmax");
  }

  @Override
  public String name() {
    return "double-softmax";
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
    Row row = new Row(columns);
    for (int i = from; i < to; i++) {
      double lse = row.set(kernels, z, i * columns, (int) targets[i]);
      losses[i] = lse - row.p[(int) targets[i]];
      for (int c = 0; c < columns; c++) {
        gradient[i * columns + c] = row.p[c] * (row.q[c] - row.mean);
      }
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
    Row row = new Row(columns);
    for (int i = from; i < to; i++) {
      row.set(kernels, z, i * columns, (int) targets[i]);
      row.hessianTimes(d, out, i * columns);
    }
  }

  @Override
  public boolean correct(double[] z, int at, double target) {
    return SoftmaxLoss.largest(z, at, columns) == (int) target;
  }

  /** The intermediate values of one row. */
  private static final class Row {
    private final double[] p;
    private final double[] r;
    private final double[] q;
    private final double[] dp;
    private final double[] dr;
    private final double[] lse = new double[1];
    private double mean;

    private Row(int columns) {
      p = new double[columns];
      r = new double[columns];
      q = new double[columns];
      dp = new double[columns];
      dr = new double[columns];
    }

    private double set(Kernels kernels, double[] z, int at, int target) {
      int n = p.length;
      double[] own = new double[n];
      System.arraycopy(z, at, own, 0, n);
      SoftmaxLoss.softmax(kernels, own, p, lse, 0, 1, n);
      SoftmaxLoss.softmax(kernels, p, r, lse, 0, 1, n);
      mean = 0;
      for (int c = 0; c < n; c++) {
        q[c] = r[c] - (c == target ? 1 : 0);
        mean += p[c] * q[c];
      }
      return lse[0];
    }

    private void hessianTimes(double[] d, double[] out, int at) {
      softmaxChange(p, d, at, dp);
      softmaxChange(r, dp, 0, dr);
      double dmean = 0;
      for (int c = 0; c < p.length; c++) {
        dmean += dp[c] * q[c] + p[c] * dr[c];
      }
      for (int c = 0; c < p.length; c++) {
        out[at + c] = dp[c] * (q[c] - mean) + p[c] * (dr[c] - dmean);
      }
    }

    /** out = p * (d - p.d), the change of softmax values p along d. */
    private static void softmaxChange(double[] p, double[] d, int at, double[] out) {
      double sum = 0;
      for (int c = 0; c < p.length; c++) {
        sum += p[c] * d[at + c];
      }
      for (int c = 0; c < p.length; c++) {
        out[c] = p[c] * (d[at + c] - sum);
      }
    }
  }
}

package org.bilevel4j.eval.testing;

import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;

/**
 * Logistic regressions with one penalty per feature, robust over blocks: g_i = mean_r log(1 +
 * exp(-a_r.y)) + sum_j exp(x_j) y_j^2 / 2 on one half of the rows (label times features), f_i the
 * mean loss on the other half.
 */
public class LogisticProblem extends SmallProblem {
  private static final int ROWS = 24;

  private final int dim;
  private final double[][][] rows; // block, row, feature

  /** Blocks with features drawn from a seed. */
  public LogisticProblem(int blocks, int dim, long seed) {
    super("logistic", dim, Dims.uniform(blocks, dim), new DualSide.Simplex());
    this.dim = dim;
    this.rows = new double[blocks][2 * ROWS][dim];
    Rng rng = Key.of(seed).rng();
    for (double[][] block : rows) {
      for (double[] row : block) {
        double sign = rng.nextDouble() < 0.7 ? 1 : -1;
        for (int j = 0; j < dim; j++) {
          row[j] = sign * (0.4 + 4 * (rng.nextDouble() - 0.5));
        }
      }
    }
  }

  private double loss(int i, Vec y, int from, Vec gy) {
    double sum = 0;
    for (int r = from; r < from + ROWS; r++) {
      double t = margin(rows[i][r], y);
      sum += t > 0 ? Math.log1p(Math.exp(-t)) : -t + Math.log1p(Math.exp(t));
      for (int j = 0; j < dim; j++) {
        gy.add(j, -rows[i][r][j] / (1 + Math.exp(t)) / ROWS);
      }
    }
    return sum / ROWS;
  }

  private static double margin(double[] row, Vec y) {
    double t = 0;
    for (int j = 0; j < row.length; j++) {
      t += row[j] * y.get(j);
    }
    return t;
  }

  @Override
  protected double upper(int i, Vec x, Vec y, Vec alpha, Vec gx, Vec gy, Vec ga) {
    return loss(i, y, ROWS, gy);
  }

  @Override
  protected double lower(int i, Vec x, Vec y, Vec gy) {
    double value = loss(i, y, 0, gy);
    for (int j = 0; j < dim; j++) {
      gy.add(j, Math.exp(x.get(j)) * y.get(j));
      value += Math.exp(x.get(j)) * y.get(j) * y.get(j) / 2;
    }
    return value;
  }

  @Override
  protected void addHvp(int i, Vec x, Vec y, Vec v, Vec out) {
    for (int r = 0; r < ROWS; r++) {
      double s = 1 / (1 + Math.exp(-margin(rows[i][r], y)));
      double w = s * (1 - s) * margin(rows[i][r], v) / ROWS;
      for (int j = 0; j < dim; j++) {
        out.add(j, w * rows[i][r][j]);
      }
    }
    for (int j = 0; j < dim; j++) {
      out.add(j, Math.exp(x.get(j)) * v.get(j));
    }
  }

  @Override
  protected void addCross(int i, Vec x, Vec y, double weight, Vec v, Vec out) {
    for (int j = 0; j < dim; j++) {
      out.add(j, weight * Math.exp(x.get(j)) * y.get(j) * v.get(j));
    }
  }
}

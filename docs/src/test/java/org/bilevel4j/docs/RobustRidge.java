package org.bilevel4j.docs;

import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.BilevelModel;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.Rows;

// region model
/**
 * Worst-task tuning of one vector of ridge penalties.
 *
 * <pre>
 * x    log penalties (d), shared by all tasks      y_i  weights of task i (d)
 * f_i  mean over validation rows of (a.y - b)^2 / 2
 * g_i  mean over training rows of (a.y - b)^2 / 2, plus sum_j exp(x_j) y_j^2 / 2
 * </pre>
 *
 * @param training per task, rows (a_1, ..., a_d, b)
 * @param validation per task, rows (a_1, ..., a_d, b)
 */
record RobustRidge(double[][][] training, double[][][] validation) implements BilevelModel {

  @Override
  public String name() {
    return "robust-ridge";
  }

  @Override
  public int blocks() {
    return training.length;
  }

  @Override
  public int upperDim() {
    return training[0][0].length - 1;
  }

  @Override
  public Dims lowerDims() {
    return Dims.uniform(blocks(), upperDim());
  }

  @Override
  public DualSide dualSide() {
    return new DualSide.Simplex();
  }

  @Override
  public Rows upperRows(int task) {
    return Rows.finite(validation[task].length);
  }

  @Override
  public Rows lowerRows(int task) {
    return Rows.finite(training[task].length);
  }

  @Override
  public double upperLoss(int task, Vec x, Vec y, Vec dual, int row) {
    return halfSquare(validation[task][row], y);
  }

  @Override
  public double lowerLoss(int task, Vec x, Vec y, int row) {
    double penalty = 0;
    for (int j = 0; j < y.dim(); j++) {
      penalty += Math.exp(x.get(j)) * y.get(j) * y.get(j) / 2;
    }
    return halfSquare(training[task][row], y) + penalty;
  }

  private static double halfSquare(double[] row, Vec y) {
    double residual = -row[y.dim()];
    for (int j = 0; j < y.dim(); j++) {
      residual += row[j] * y.get(j);
    }
    return residual * residual / 2;
  }
}
// endregion

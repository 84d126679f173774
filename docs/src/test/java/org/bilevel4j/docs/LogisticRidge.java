package org.bilevel4j.docs;

import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.core.problem.SingleBlockProblem;

// region by-hand
/**
 * Logistic regression whose ridge penalties, one per feature, are chosen on validation rows.
 *
 * <pre>
 * x  log penalties (d)          y  weights (d)
 * f  mean over validation rows of log(1 + exp(-b a.y))
 * g  mean over training rows of the same, plus sum_j exp(x_j) y_j^2 / 2
 * </pre>
 */
final class LogisticRidge extends SingleBlockProblem {
  private final double[][] training; // rows (a_1, ..., a_d, b), b = 1 or -1
  private final double[][] validation;

  LogisticRidge(double[][] training, double[][] validation) {
    super(
        "logistic-ridge",
        training[0].length - 1,
        training[0].length - 1,
        Rows.finite(validation.length),
        Rows.finite(training.length));
    this.training = training;
    this.validation = validation;
  }

  @Override
  protected double upperLoss(Vec x, Vec y, int[] rows) {
    return loss(validation, y, rows);
  }

  @Override
  protected void upperGradX(Vec x, Vec y, int[] rows, Vec out) {} // f does not see x

  @Override
  protected void upperGradY(Vec x, Vec y, int[] rows, Vec out) {
    slope(validation, y, rows, out);
  }

  @Override
  protected double lowerLoss(Vec x, Vec y, int[] rows) {
    double penalty = 0;
    for (int j = 0; j < y.dim(); j++) {
      penalty += Math.exp(x.get(j)) * y.get(j) * y.get(j) / 2;
    }
    return loss(training, y, rows) + penalty;
  }

  @Override
  protected void lowerGradX(Vec x, Vec y, int[] rows, Vec out) {
    for (int j = 0; j < y.dim(); j++) {
      out.add(j, Math.exp(x.get(j)) * y.get(j) * y.get(j) / 2);
    }
  }

  @Override
  protected void lowerGradY(Vec x, Vec y, int[] rows, Vec out) {
    slope(training, y, rows, out);
    for (int j = 0; j < y.dim(); j++) {
      out.add(j, Math.exp(x.get(j)) * y.get(j));
    }
  }

  @Override
  protected void lowerHvp(Vec x, Vec y, int[] rows, Vec v, Vec out) {
    for (int row : rows) {
      double s = sigmoid(margin(training[row], y));
      double weight = s * (1 - s) * product(training[row], v) / rows.length;
      add(weight, training[row], out);
    }
    for (int j = 0; j < y.dim(); j++) {
      out.add(j, Math.exp(x.get(j)) * v.get(j));
    }
  }

  @Override
  protected void lowerCrossXY(Vec x, Vec y, int[] rows, Vec v, Vec out) {
    for (int j = 0; j < y.dim(); j++) {
      out.add(j, Math.exp(x.get(j)) * y.get(j) * v.get(j));
    }
  }

  @Override
  protected void lowerCrossYX(Vec x, Vec y, int[] rows, Vec u, Vec out) {
    lowerCrossXY(x, y, rows, u, out); // the matrix is diagonal
  }

  private static double loss(double[][] table, Vec y, int[] rows) {
    double sum = 0;
    for (int row : rows) {
      sum += Math.log1p(Math.exp(-margin(table[row], y)));
    }
    return sum / rows.length;
  }

  private static void slope(double[][] table, Vec y, int[] rows, Vec out) {
    for (int row : rows) {
      double label = table[row][y.dim()];
      add(-label * sigmoid(-margin(table[row], y)) / rows.length, table[row], out);
    }
  }

  private static double margin(double[] row, Vec y) {
    return row[y.dim()] * product(row, y);
  }

  private static double product(double[] row, Vec y) {
    double sum = 0;
    for (int j = 0; j < y.dim(); j++) {
      sum += row[j] * y.get(j);
    }
    return sum;
  }

  private static void add(double weight, double[] row, Vec out) {
    for (int j = 0; j < out.dim(); j++) {
      out.add(j, weight * row[j]);
    }
  }

  private static double sigmoid(double t) {
    return 1 / (1 + Math.exp(-t));
  }
}
// endregion

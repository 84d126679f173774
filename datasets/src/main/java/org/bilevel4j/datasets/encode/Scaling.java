package org.bilevel4j.datasets.encode;

import java.util.Arrays;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.table.Features;
import org.bilevel4j.datasets.table.FloatFeatures;
import org.bilevel4j.datasets.table.SparseFeatures;

/**
 * Standardisation of packed features, fitted on training rows alone: feature j becomes (value -
 * centre_j) / scale_j. Dense features get mean 0 and standard deviation 1 on the training rows;
 * sparse ones are divided by their standard deviation and not centred, so that they stay sparse. A
 * feature with one value in all training rows has scale 1. Immutable.
 */
public final class Scaling {
  private final double[] centre;
  private final double[] scale;

  /**
   * A scaling with given numbers, for instance those kept with a model.
   *
   * @param centre what is subtracted from each feature; copied
   * @param scale what each feature is divided by, above 0; copied
   */
  public Scaling(double[] centre, double[] scale) {
    Args.sameDim(centre.length, scale.length, "scales of features");
    for (double s : scale) {
      Args.positive(s, "scale of a feature");
    }
    this.centre = centre.clone();
    this.scale = scale.clone();
  }

  /**
   * Fits a scaling.
   *
   * @param features the features
   * @param trainRows rows that means and deviations are taken from, one at least; not modified
   */
  public static Scaling fit(Features features, int[] trainRows) {
    Args.atLeast(1, trainRows.length, "training rows that features are scaled by");
    double[] mean = new double[features.cols()];
    double[] scale = new double[features.cols()];
    if (features instanceof SparseFeatures sparse) {
      moments(sparse, trainRows, mean, scale);
      Arrays.fill(mean, 0);
    } else {
      moments(features, trainRows, mean, scale);
    }
    for (int j = 0; j < scale.length; j++) {
      double deviation = Math.sqrt(scale[j] / trainRows.length);
      scale[j] = deviation > 0 ? deviation : 1;
    }
    return new Scaling(mean, scale);
  }

  /** Means, and sums of squared differences from them, in two walks. */
  private static void moments(Features features, int[] rows, double[] mean, double[] squares) {
    double[] row = new double[mean.length];
    for (int r : rows) {
      features.copyRow(r, row, 0);
      for (int j = 0; j < row.length; j++) {
        mean[j] += row[j] / rows.length;
      }
    }
    double[] first = new double[mean.length];
    boolean[] varies = new boolean[mean.length];
    features.copyRow(rows[0], first, 0);
    for (int r : rows) {
      features.copyRow(r, row, 0);
      for (int j = 0; j < row.length; j++) {
        squares[j] += (row[j] - mean[j]) * (row[j] - mean[j]);
        varies[j] |= row[j] != first[j];
      }
    }
    for (int j = 0; j < row.length; j++) {
      squares[j] = varies[j] ? squares[j] : 0; // rounding of the mean is no deviation
      mean[j] = varies[j] ? mean[j] : first[j];
    }
  }

  /** The same by entries: a feature without one in a row is 0 there. */
  private static void moments(
      SparseFeatures features, int[] rows, double[] mean, double[] squares) {
    int[] present = new int[mean.length];
    float[] first = new float[mean.length];
    boolean[] varies = new boolean[mean.length];
    for (int r : rows) {
      for (int e = features.start(r); e < features.end(r); e++) {
        int j = features.column(e);
        first[j] = present[j] == 0 ? features.value(e) : first[j];
        varies[j] |= features.value(e) != first[j];
        mean[j] += (double) features.value(e) / rows.length;
        present[j]++;
      }
    }
    for (int r : rows) {
      for (int e = features.start(r); e < features.end(r); e++) {
        double difference = features.value(e) - mean[features.column(e)];
        squares[features.column(e)] += difference * difference;
      }
    }
    for (int j = 0; j < mean.length; j++) {
      boolean constant = !varies[j] && present[j] == rows.length;
      squares[j] = constant ? 0 : squares[j] + (rows.length - present[j]) * mean[j] * mean[j];
    }
  }

  /** What is subtracted from each feature, a copy; all 0 for sparse features. */
  public double[] centre() {
    return centre.clone();
  }

  /** What each feature is divided by, a copy. */
  public double[] scale() {
    return scale.clone();
  }

  /**
   * Scales all rows.
   *
   * @param features as many columns as this was fitted on; not modified
   * @return sparse features if these are and nothing is subtracted, else floats
   * @throws UserError if a scaled number is too large for single precision
   */
  public Features apply(Features features) {
    Args.sameDim(scale.length, features.cols(), "features to be scaled");
    if (features instanceof SparseFeatures sparse && Arrays.stream(centre).allMatch(c -> c == 0)) {
      return sparse(sparse);
    }
    int cols = features.cols();
    float[] out = new float[Math.multiplyExact(features.rows(), cols)];
    double[] row = new double[cols];
    for (int r = 0; r < features.rows(); r++) {
      features.copyRow(r, row, 0);
      for (int j = 0; j < cols; j++) {
        out[r * cols + j] = scaled(r, j, row[j]);
      }
    }
    return new FloatFeatures(features.rows(), cols, out);
  }

  private SparseFeatures sparse(SparseFeatures features) {
    float[] values = new float[features.entries()];
    for (int r = 0; r < features.rows(); r++) {
      for (int e = features.start(r); e < features.end(r); e++) {
        values[e] = scaled(r, features.column(e), features.value(e));
      }
    }
    return features.withValues(values);
  }

  private float scaled(int row, int col, double value) {
    float out = (float) ((value - centre[col]) / scale[col]);
    if (!Float.isFinite(out)) {
      throw new UserError(
          "feature %d of row %d is %s, which scaled must be at most %s in absolute value."
              .formatted(col, row, value, Float.MAX_VALUE),
          "the number is in error.");
    }
    return out;
  }
}

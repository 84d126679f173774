package org.bilevel4j.core.math;

import java.util.Map;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.core.util.UserError;

/** A small dense row-major matrix; an absent one is zero and costs nothing. */
public final class Matrix {
  private final double[] entries; // empty: zero
  private final int rows;
  private final int cols;

  private Matrix(double[] entries, int rows, int cols) {
    this.entries = entries;
    this.rows = rows;
    this.cols = cols;
  }

  public static Matrix of(String key, Map<String, Vec> from, int rows, int cols) {
    Vec given = from.get(key);
    if (given == null || rows * cols == 0) {
      return new Matrix(new double[0], rows, cols);
    }
    if (given.dim() != rows * cols) {
      throw new UserError(
          String.format(
              "entry '%s' of a quadratic form has %d numbers, must have %d by %d.",
              key, given.dim(), rows, cols));
    }
    if (!given.isFinite()) {
      throw new UserError("entry '" + key + "' of a quadratic form is not finite.");
    }
    return new Matrix(given.toArray(), rows, cols);
  }

  public static Matrix symmetric(String key, Map<String, Vec> from, int dim) {
    Matrix m = of(key, from, dim, dim);
    for (int i = 0; i < dim && m.entries.length > 0; i++) {
      for (int j = 0; j < i; j++) {
        double upper = m.entries[j * dim + i];
        double lower = m.entries[i * dim + j];
        if (Math.abs(upper - lower) > 1e-12 * (Math.abs(upper) + Math.abs(lower))) {
          throw new UserError(
              String.format(
                  "entry '%s' of a quadratic form is not symmetric: [%d][%d] is %s, [%d][%d] is"
                      + " %s.",
                  key, i, j, lower, j, i, upper));
        }
      }
    }
    return m;
  }

  public int cols() {
    return cols;
  }

  /** The sum of entry times v, for a column. */
  public double linear(Vec v) {
    double sum = 0;
    for (int i = 0; i < entries.length; i++) {
      sum += entries[i] * v.get(i);
    }
    return sum;
  }

  /** left' this right. */
  public double bilinear(Vec left, Vec right) {
    double sum = 0;
    if (entries.length > 0) {
      Args.sameDim(cols, right.dim(), "right factor");
    }
    for (int i = 0; i < rows && entries.length > 0; i++) {
      sum += left.get(i) * row(i, right);
    }
    return sum;
  }

  private double row(int i, Vec v) {
    double sum = 0;
    if (v.isFloat()) {
      for (int j = 0; j < cols; j++) {
        sum += entries[i * cols + j] * v.get(j);
      }
      return sum;
    }
    double[] values = v.doubles();
    int at = v.offset();
    for (int j = 0; j < cols; j++) {
      sum += entries[i * cols + j] * values[at + j];
    }
    return sum;
  }

  /** out += w * this v. */
  public void addTimes(double w, Vec v, Vec out) {
    if (entries.length > 0) {
      Args.sameDim(cols, v.dim(), "right factor");
    }
    for (int i = 0; i < rows && entries.length > 0; i++) {
      out.add(i, w * row(i, v));
    }
  }

  /** out += w * this' u. */
  public void addTransposedTimes(double w, Vec u, Vec out) {
    if (entries.length == 0) {
      return;
    }
    Args.sameDim(cols, out.dim(), "result");
    for (int i = 0; i < rows; i++) {
      double scaled = w * u.get(i);
      if (out.isFloat()) {
        for (int j = 0; j < cols; j++) {
          out.add(j, scaled * entries[i * cols + j]);
        }
      } else {
        double[] sums = out.doubles();
        int at = out.offset();
        for (int j = 0; j < cols; j++) {
          sums[at + j] += scaled * entries[i * cols + j];
        }
      }
    }
  }

  /** All entries, row-major; the caller's. */
  public Vec dense() {
    Vec out = Vec.zeros(rows * cols);
    addTo(1, out);
    return out;
  }

  /** out += w * this, row-major. */
  public void addTo(double w, Vec out) {
    for (int i = 0; i < entries.length; i++) {
      out.add(i, w * entries[i]);
    }
  }
}

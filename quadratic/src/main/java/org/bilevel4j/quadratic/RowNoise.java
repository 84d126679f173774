package org.bilevel4j.quadratic;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;

/**
 * The perturbations of one level of one block, and their mean over a batch: row r adds factor_r
 * times a pattern of quadratic coefficients, and linear_r'(x, y, alpha).
 */
public final class RowNoise {
  private final Rows rows;
  private final int linearDim;
  private final double[] linear; // rows by linearDim
  private final double[] factors; // one per row
  private final QuadraticForm pattern;

  RowNoise(Key key, int count, double deviation, QuadraticForm form) {
    this.rows = Rows.finite(count);
    this.linearDim = form.upperDim() + form.lowerDim() + form.dualDim();
    this.linear = new double[Math.multiplyExact(count, linearDim)];
    this.factors = new double[count];
    this.pattern = pattern(key.child("pattern"), form);
    for (int r = 0; r + 1 < count; r += 2) { // an odd last row stays unperturbed
      Rng rng = key.child(r).rng();
      factors[r] = deviation * rng.nextGaussian();
      factors[r + 1] = -factors[r];
      for (int j = 0; j < linearDim; j++) {
        linear[r * linearDim + j] = deviation * rng.nextGaussian();
        linear[(r + 1) * linearDim + j] = -linear[r * linearDim + j];
      }
    }
  }

  /** The quadratic coefficients that all rows share, up to a factor. */
  public QuadraticForm pattern() {
    return pattern;
  }

  /** How much of the pattern a row adds. */
  public double factor(int row) {
    return factors[row];
  }

  /** What a row adds to coefficient j of (x, y, alpha). */
  public double linear(int row, int j) {
    return linear[row * linearDim + j];
  }

  private static QuadraticForm pattern(Key key, QuadraticForm form) {
    Rng rng = key.rng();
    Rng dual = key.child("dual").rng(); // of its own: the rest is the same without an alpha
    int dx = form.upperDim();
    int dy = form.lowerDim();
    int da = form.dualDim();
    Map<String, Vec> entries = new LinkedHashMap<>();
    entries.put("xy", signs(rng, dx, dy));
    entries.put("xx", symmetric(rng, dx));
    entries.put("yy", symmetric(rng, dy));
    entries.put("ax", signs(dual, da, dx));
    entries.put("ay", signs(dual, da, dy));
    entries.put("aa", symmetric(dual, da));
    return QuadraticForm.of(dx, dy, da, entries, 0);
  }

  private static Vec signs(Rng rng, int rows, int cols) {
    Vec s = Vec.zeros(rows * cols);
    for (int j = 0; j < s.dim(); j++) {
      s.set(j, sign(rng));
    }
    return s;
  }

  private static Vec symmetric(Rng rng, int dim) {
    Vec s = Vec.zeros(dim * dim);
    for (int i = 0; i < dim; i++) {
      for (int j = 0; j <= i; j++) {
        double value = sign(rng);
        s.set(i * dim + j, value);
        s.set(j * dim + i, value);
      }
    }
    return s;
  }

  private static double sign(Rng rng) {
    return rng.nextInt(2) == 0 ? -1 : 1;
  }

  /** The mean of a batch's perturbations, alive as long as vectors of the workspace. */
  Mean mean(int block, Draw draw, Workspace workspace) {
    int[] ids = draw.rows(block, rows);
    double factor = 0;
    Vec mean = workspace.vec(linearDim);
    double[] sum = mean.doubles();
    for (int r : ids) {
      factor += factors[r];
      for (int j = 0; j < linearDim; j++) {
        sum[j] += linear[r * linearDim + j];
      }
    }
    for (int j = 0; j < linearDim; j++) {
      sum[j] /= ids.length;
    }
    return new Mean(pattern, factor / ids.length, mean);
  }

  /**
   * factor * pattern + linear'(x, y, alpha).
   *
   * @param pattern quadratic coefficients
   * @param factor how much of them
   * @param linear coefficients of x, then y, then alpha
   */
  record Mean(QuadraticForm pattern, double factor, Vec linear) {

    Vec linearX() {
      return linear.slice(0, pattern.upperDim());
    }

    Vec linearY() {
      return linear.slice(pattern.upperDim(), pattern.upperDim() + pattern.lowerDim());
    }

    Vec linearDual() {
      return linear.slice(pattern.upperDim() + pattern.lowerDim(), linear.dim());
    }
  }
}

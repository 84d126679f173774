package org.bilevel4j.core.set;

import org.bilevel4j.core.math.Cholesky;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.util.UserError;

/** {v : A v = b} with A of full row rank. The factor of A A^T is made once. */
public final class Affine implements ConvexSet {
  private final int rows;
  private final int cols;
  private final Vec a;
  private final Vec b;
  private final Cholesky factor;

  /**
   * The set A v = b.
   *
   * @param a rows*cols entries, row-major; copied
   * @param b right-hand side, one entry per row; copied
   */
  public Affine(Vec a, Vec b) {
    this.rows = b.dim();
    this.cols = rows == 0 ? 0 : a.dim() / rows;
    this.a = a.copy();
    this.b = b.copy();
    Vec gram = Vec.zeros(rows * rows);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < rows; j++) {
        gram.set(i * rows + j, row(i).dot(row(j)));
      }
    }
    this.factor = new Cholesky(rows);
    if (!factor.factor(gram, 0)) {
      throw new UserError(
          "affine set: the " + rows + " rows of its matrix are linearly dependent.",
          "remove the redundant equations.");
    }
  }

  private Vec row(int i) {
    return a.slice(i * cols, (i + 1) * cols);
  }

  private Vec residual(Vec v) {
    Vec r = Vec.zeros(rows);
    for (int i = 0; i < rows; i++) {
      r.set(i, row(i).dot(v) - b.get(i));
    }
    return r;
  }

  @Override
  public void project(Vec v) {
    Vec multiplier = residual(v);
    factor.solve(multiplier);
    for (int i = 0; i < rows; i++) {
      v.axpy(-multiplier.get(i), row(i));
    }
  }

  @Override
  public double violation(Vec v) {
    Vec r = residual(v);
    return Math.max(r.max(), -minimum(r));
  }

  private static double minimum(Vec r) {
    double min = 0;
    for (int i = 0; i < r.dim(); i++) {
      min = Math.min(min, r.get(i));
    }
    return min;
  }

  @Override
  public String toString() {
    return "Affine[" + rows + " equations in " + cols + " unknowns]";
  }
}

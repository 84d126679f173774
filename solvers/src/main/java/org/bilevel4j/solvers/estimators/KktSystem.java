package org.bilevel4j.solvers.estimators;

import java.util.ArrayList;
import java.util.List;
import org.bilevel4j.core.math.Cholesky;
import org.bilevel4j.core.math.LinearSystem;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.LowerConstraints;
import org.bilevel4j.core.problem.ProblemShape;
import org.bilevel4j.core.set.Box;

/**
 * The adjoint of one block's KKT system, on the rows that bind (docs/ALGORITHMS.md 9.3):
 *
 * <pre>
 * [ grad2_yy L  E' ] (w)   (b)      E the y-derivatives of the binding rows of P, of all rows of
 * [ E           0  ] (r) = (0)      Q, and of the binding bounds of Y_i;   L = g + mu'(P, Q)
 * </pre>
 *
 * A row of P binds when its multiplier is above its slack -P, a bound when the slope of L that
 * pushes against it is.
 */
final class KktSystem {
  private static final double STRICT = 1e-9; // multiplier and slack below: no derivative
  private static final double REGULAR = 1e-10; // of the size of E E', where its rows are dependent

  private final ProblemShape problem;
  private final int block;
  private final Vec x;
  private final Vec y;
  private final Vec multipliers;
  private final int d;
  private final List<Vec> rows = new ArrayList<>(); // those that bind, (d) each
  private final List<Integer> numbers = new ArrayList<>(); // which of (P, Q), or -1 for a bound
  private boolean degenerate;
  private boolean dependent;

  KktSystem(ProblemShape problem, int block, Vec x, Vec y, Vec multipliers) {
    this.problem = problem;
    this.block = block;
    this.x = x;
    this.y = y;
    this.multipliers = multipliers;
    this.d = y.dim();
  }

  /** Whether some row neither binds nor is slack clearly: strict complementarity fails. */
  boolean isDegenerate() {
    return degenerate;
  }

  /** Whether the binding rows depend on each other: LICQ fails. */
  boolean isDependent() {
    return dependent;
  }

  /**
   * Solves.
   *
   * @param hessian grad2_yy g (d*d), not modified
   * @param slope grad_y g (d) where Y_i is a box, else not read; not modified
   * @param b right-hand side (d), not modified
   * @param out w (d), then r by row of (P, Q), 0 for those that are slack; modified
   */
  void solve(Vec hessian, Vec slope, Vec b, Vec out) {
    Vec matrix = hessian.copy();
    Vec lagrangian = slope.copy();
    problem.lowerConstraints().ifPresent(c -> bindConstraints(c, matrix, lagrangian));
    if (problem.lowerSet(block) instanceof Box box) {
      bindBounds(box, lagrangian);
    }
    dependent = isSingular();
    Vec solved = solve(matrix, b, dependent ? REGULAR : 0);
    out.slice(0, d).copyFrom(solved.slice(0, d));
    for (int at = 0; at < rows.size(); at++) {
      if (numbers.get(at) >= 0) {
        out.set(d + numbers.get(at), solved.get(d + at));
      }
    }
  }

  private void bindConstraints(LowerConstraints c, Vec matrix, Vec lagrangian) {
    int p = c.inequalities(block);
    int count = c.rows(block);
    Vec values = Vec.zeros(count);
    c.values(block, x, y, values);
    Vec jacobian = Vec.zeros(count * d);
    c.jacobianY(block, x, y, jacobian);
    for (int j = 0; j < count; j++) {
      Vec row = jacobian.slice(j * d, (j + 1) * d);
      if (j >= p || binds(multipliers.get(j), -values.get(j))) {
        rows.add(row);
        numbers.add(j);
      }
      lagrangian.axpy(multipliers.get(j), row);
    }
    for (int i = 0; i < d; i++) { // grad2_yy L is symmetric: its columns are its rows
      Vec unit = Vec.zeros(d);
      unit.set(i, 1);
      c.addHessianYY(block, x, y, multipliers, unit, matrix.slice(i * d, (i + 1) * d));
    }
  }

  private void bindBounds(Box box, Vec lagrangian) {
    for (int j = 0; j < d; j++) {
      int b = box.low().dim() == 1 ? 0 : j;
      double force = lagrangian.get(j);
      boolean low = binds(force, y.get(j) - box.low().get(b));
      boolean high = binds(-force, box.high().get(b) - y.get(j));
      if (low || high) {
        Vec row = Vec.zeros(d);
        row.set(j, 1);
        rows.add(row);
        numbers.add(-1);
      }
    }
  }

  private boolean binds(double multiplier, double slack) {
    degenerate |= Math.max(multiplier, slack) <= STRICT;
    return multiplier > slack;
  }

  private boolean isSingular() {
    int n = rows.size();
    Vec gram = Vec.zeros(n * n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        gram.set(i * n + j, rows.get(i).dot(rows.get(j)));
      }
    }
    return !new Cholesky(n).factor(gram, 0);
  }

  private Vec solve(Vec hessian, Vec b, double regular) {
    int n = d + rows.size();
    Vec matrix = Vec.zeros(n * n);
    Vec right = Vec.zeros(n);
    right.slice(0, d).copyFrom(b);
    for (int i = 0; i < d; i++) {
      matrix.slice(i * n, i * n + d).copyFrom(hessian.slice(i * d, (i + 1) * d));
    }
    for (int at = d; at < n; at++) {
      Vec row = rows.get(at - d);
      for (int i = 0; i < d; i++) {
        matrix.set(i * n + at, row.get(i));
        matrix.set(at * n + i, row.get(i));
      }
      matrix.set(at * n + at, -regular * Math.max(1, row.normSquared()));
    }
    try {
      LinearSystem.solve(matrix, right);
    } catch (ArithmeticException singular) {
      right.fill(Double.NaN); // no second-order sufficiency: the run ends as diverged
    }
    return right;
  }
}

package org.bilevel4j.testkit;

import java.util.List;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.quadratic.LinearSystem;
import org.bilevel4j.core.quadratic.QuadraticProblem;
import org.bilevel4j.core.quadratic.QuadraticSolution;

/**
 * min over x of max_i F_i(x) for few convex quadratics F_i: for every set A of objectives that
 * might attain the maximum, Newton's method on
 *
 * <pre>
 * sum_A lambda_i grad F_i(x) = 0,   F_i(x) = t for i in A,   sum_A lambda_i = 1
 * </pre>
 *
 * The solution whose lambda is not negative and whose t no other F_j exceeds is the minimiser.
 */
final class WorstCase {
  private static final int NEWTON_STEPS = 60;
  private static final double SLACK = 1e-11;

  private final QuadraticSolution reduced;
  private final int m;
  private final int d;

  private WorstCase(QuadraticProblem problem) {
    this.reduced = new QuadraticSolution(problem);
    this.m = problem.blocks();
    this.d = problem.upperDim();
  }

  static Vec minimiser(QuadraticProblem problem) {
    WorstCase w = new WorstCase(problem);
    for (int set = 1; set < 1 << w.m; set++) {
      Vec z = w.newton(set);
      if (w.isSolution(set, z)) {
        return z.slice(0, w.d).copy();
      }
    }
    throw new IllegalStateException("no set of objectives attains the worst case.");
  }

  /** (x, lambda of the set's members, t). */
  private Vec newton(int set) {
    int n = Integer.bitCount(set);
    Vec z = Vec.zeros(d + n + 1);
    z.slice(0, d).copyFrom(reduced.meanMinimiser());
    z.slice(d, d + n).fill(1.0 / n);
    for (int step = 0; step < NEWTON_STEPS; step++) {
      Vec r = residual(set, z);
      Vec jacobian = jacobian(set, z);
      try {
        LinearSystem.solve(jacobian, r);
      } catch (ArithmeticException e) {
        z.fill(Double.NaN); // dependent gradients: this set does not determine a point
        return z;
      }
      z.axpy(-1, r);
    }
    return z;
  }

  private Vec residual(int set, Vec z) {
    Vec x = z.slice(0, d);
    List<Vec> gradients = reduced.gradients(x);
    Vec values = reduced.values(x);
    Vec r = Vec.zeros(z.dim());
    int at = d;
    double sum = 0;
    for (int i = 0; i < m; i++) {
      if ((set >> i & 1) == 1) {
        r.slice(0, d).axpy(z.get(at), gradients.get(i));
        r.set(at, values.get(i) - z.get(z.dim() - 1));
        sum += z.get(at++);
      }
    }
    r.set(z.dim() - 1, sum - 1);
    return r;
  }

  /** Exact up to round-off: the residual is quadratic in z, so central differences are too. */
  private Vec jacobian(int set, Vec z) {
    int n = z.dim();
    Vec out = Vec.zeros(n * n);
    for (int j = 0; j < n; j++) {
      Vec plus = z.copy();
      Vec minus = z.copy();
      plus.add(j, 0.5);
      minus.add(j, -0.5);
      Vec difference = residual(set, plus);
      difference.axpy(-1, residual(set, minus));
      for (int i = 0; i < n; i++) {
        out.set(i * n + j, difference.get(i));
      }
    }
    return out;
  }

  private boolean isSolution(int set, Vec z) {
    if (!z.isFinite() || residual(set, z).norm() > SLACK) {
      return false;
    }
    for (int i = d; i < z.dim() - 1; i++) {
      if (z.get(i) < -SLACK) {
        return false;
      }
    }
    return reduced.values(z.slice(0, d)).max() <= z.get(z.dim() - 1) + SLACK;
  }
}

package org.bilevel4j.quadratic;

import java.util.ArrayList;
import java.util.List;
import org.bilevel4j.core.math.LinearSystem;
import org.bilevel4j.core.math.Vec;

/**
 * A small strictly convex quadratic program, solved to round-off by the dual active-set method
 * (Goldfarb, Idnani 1983), every system anew and dense:
 *
 * <pre>
 * min_y 1/2 y'Hy + q'y   subject to   A_j y <= b_j for j below p,   A_j y = b_j for the others
 * start    y on the equalities alone
 * round    the most violated row enters: y and the multipliers u move along
 *          H z + N'r = -A_j',  N z = 0,  N the rows held; a row whose multiplier reaches 0 is let go
 * </pre>
 */
final class QuadraticProgram {
  private static final double DEPENDENT = 1e-11; // part of a row's curvature left by those held
  private static final double VIOLATED = 1e-13; // relative to the numbers a row is made of
  private static final double SOLVED = 1e-9; // the same, of the result

  private final Vec h;
  private final Vec q;
  private final Vec a;
  private final Vec b;
  private final int inequalities;
  private final int d;
  private final List<Integer> held = new ArrayList<>();
  private final Vec y;
  private final Vec u; // one per row; 0 for those not held

  /**
   * A program.
   *
   * @param h (d*d), symmetric positive definite, not modified
   * @param q (d), not modified
   * @param a (rows*d), not modified
   * @param b (rows), not modified
   * @param inequalities p
   */
  QuadraticProgram(Vec h, Vec q, Vec a, Vec b, int inequalities) {
    this.h = h;
    this.q = q;
    this.a = a;
    this.b = b;
    this.inequalities = inequalities;
    this.d = q.dim();
    this.y = Vec.zeros(d);
    this.u = Vec.zeros(b.dim());
  }

  /** Solves; false when there is no feasible point, or equalities depend on each other. */
  boolean solve() {
    for (int j = inequalities; j < b.dim(); j++) {
      held.add(j);
    }
    try {
      settle();
      int rounds = 20 * (b.dim() + 1);
      for (int j = mostViolated(); j >= 0; j = mostViolated()) {
        if (rounds-- == 0 || !enter(j)) {
          return false;
        }
        settle();
      }
      return y.isFinite() && isFeasible();
    } catch (ArithmeticException singular) {
      return false;
    }
  }

  /** The solution. */
  Vec solution() {
    return y;
  }

  /** One multiplier per row; not negative for inequalities. */
  Vec multipliers() {
    return u;
  }

  /**
   * The derivative of the solution, transposed: w and r with H w + N'r = right, N w = 0.
   *
   * @param right (d), not modified
   * @return w (d), then r, one per row and 0 for those not held
   */
  Vec adjoint(Vec right) {
    Vec minus = right.copy();
    minus.scale(-1);
    Vec solved = system(minus, 0);
    Vec out = Vec.zeros(d + b.dim());
    out.slice(0, d).copyFrom(solved.slice(0, d));
    for (int at = 0; at < held.size(); at++) {
      out.set(d + held.get(at), solved.get(d + at));
    }
    return out;
  }

  /** Whether every inequality either binds with a multiplier above a bound, or is slack by more. */
  boolean isStrict(double bound) {
    for (int j = 0; j < inequalities; j++) {
      double slack = b.get(j) - row(j).dot(y);
      if (u.get(j) <= bound && slack <= bound) {
        return false;
      }
    }
    return true;
  }

  private Vec row(int j) {
    return a.slice(j * d, (j + 1) * d);
  }

  private int mostViolated() {
    int worst = -1;
    double most = 0;
    for (int j = 0; j < inequalities; j++) {
      double violation = row(j).dot(y) - b.get(j);
      if (!held.contains(j) && violation > VIOLATED * scale(j) && violation > most) {
        most = violation;
        worst = j;
      }
    }
    return worst;
  }

  private boolean isFeasible() {
    for (int j = 0; j < b.dim(); j++) {
      double violation = row(j).dot(y) - b.get(j);
      if ((j < inequalities ? violation : Math.abs(violation)) > SOLVED * scale(j)) {
        return false;
      }
    }
    return true;
  }

  private double scale(int j) {
    return Math.abs(b.get(j)) + row(j).norm() * y.norm();
  }

  /** Brings in a violated row; false when the rows held exclude it. */
  private boolean enter(int entering) {
    Vec normal = row(entering);
    while (true) {
      Vec move = system(normal, 0);
      Vec z = move.slice(0, d);
      double slope = -normal.dot(z);
      int leaving = -1;
      double most = Double.POSITIVE_INFINITY;
      for (int at = 0; at < held.size(); at++) {
        double change = move.get(d + at);
        int j = held.get(at);
        if (j < inequalities && change < 0 && -u.get(j) / change < most) {
          most = -u.get(j) / change;
          leaving = j;
        }
      }
      boolean independent = held.size() < d && slope > DEPENDENT * curvature(normal);
      double violation = normal.dot(y) - b.get(entering);
      double full = independent ? violation / slope : Double.POSITIVE_INFINITY;
      double length = Math.min(full, most);
      if (length == Double.POSITIVE_INFINITY) {
        return false;
      }
      if (independent) {
        y.axpy(length, z);
      }
      u.add(entering, length);
      for (int at = 0; at < held.size(); at++) {
        u.add(held.get(at), length * move.get(d + at));
      }
      if (length == full) {
        held.add(entering);
        return true;
      }
      held.remove((Integer) leaving);
      u.set(leaving, 0);
    }
  }

  /** n'H^-1 n. */
  private double curvature(Vec normal) {
    Vec matrix = h.copy();
    Vec solved = normal.copy();
    LinearSystem.solve(matrix, solved);
    return normal.dot(solved);
  }

  /** y and u anew from the rows held, free of the round-off of the way. */
  private void settle() {
    Vec solved = system(q, 1);
    y.copyFrom(solved.slice(0, d));
    u.fill(0);
    for (int at = 0; at < held.size(); at++) {
      double multiplier = solved.get(d + at);
      int j = held.get(at);
      u.set(j, j < inequalities ? Math.max(0, multiplier) : multiplier);
    }
  }

  /** Solves [H, N'; N, 0] (z, r) = (-top, weight * b at the rows held). */
  private Vec system(Vec top, double weight) {
    int n = d + held.size();
    Vec matrix = Vec.zeros(n * n);
    Vec right = Vec.zeros(n);
    for (int i = 0; i < d; i++) {
      matrix.slice(i * n, i * n + d).copyFrom(h.slice(i * d, (i + 1) * d));
      right.set(i, -top.get(i));
    }
    for (int at = 0; at < held.size(); at++) {
      Vec normal = row(held.get(at));
      for (int i = 0; i < d; i++) {
        matrix.set(i * n + d + at, normal.get(i));
        matrix.set((d + at) * n + i, normal.get(i));
      }
      right.set(d + at, weight * b.get(held.get(at)));
    }
    LinearSystem.solve(matrix, right);
    return right;
  }
}

package org.bilevel4j.quadratic;

import org.bilevel4j.core.math.DenseProducts;
import org.bilevel4j.core.math.LinearSystem;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.set.ConvexSet;

/**
 * Finds z in Z with G(z)'(u - z) >= 0 for all u in Z: the saddle points. Such z are the zeros of
 *
 * <pre>
 * R(z) = z - P_Z(z - t G(z)),   t = 1 / ||G'||
 * </pre>
 *
 * Newton's method on R (semismooth: R is smooth in pieces; Qi, Sun 1993) ends in a few steps once
 * it is near; extragradient steps (Korpelevich 1976; step length by Khobotov 1987), which converge
 * from everywhere, bring it there. Where many z are solutions a small multiple of the identity
 * keeps Newton's system regular.
 */
final class SaddleSolver {
  private static final int ROUNDS = 40;
  private static final int NEWTON_STEPS = 25;
  private static final int EXTRA_STEPS = 400;
  private static final double DIFFERENCE = 1e-7;
  private static final double[] RIDGES = {0, 1e-7};

  private final SaddleFunction saddle;
  private final ConvexSet set;
  private final int n;
  private final double t;
  private Vec best;
  private double bestResidual;

  /**
   * A solver.
   *
   * @param set Z
   * @param start near which to begin; copied
   */
  SaddleSolver(SaddleFunction saddle, ConvexSet set, Vec start) {
    this.saddle = saddle;
    this.set = set;
    this.n = saddle.dim();
    Vec z = start.copy();
    set.project(z);
    double norm = saddle.slope(z).norm();
    this.t = norm > 0 ? 1 / norm : 1;
    this.best = z;
    this.bestResidual = residual(z).norm();
  }

  /**
   * The best z found.
   *
   * @param tolerance on {@link #residual()}, relative to 1 + ||z||
   */
  Vec solve(double tolerance) {
    Vec z = best.copy();
    double step = t;
    for (int round = 0; round < ROUNDS; round++) {
      for (double ridge : RIDGES) {
        newton(z.copy(), ridge);
        if (bestResidual <= tolerance * t * (1 + best.norm())) {
          return best;
        }
      }
      step = extragradient(z, step);
      keep(z);
    }
    return best;
  }

  /** ||z - P_Z(z - t G(z))|| / t at the best z. */
  double residual() {
    return bestResidual / t;
  }

  private Vec ahead(Vec z) {
    Vec v = z.copy();
    v.axpy(-t, saddle.map(z));
    return v;
  }

  private Vec residual(Vec z) {
    Vec r = ahead(z);
    set.project(r);
    r.scale(-1);
    r.axpy(1, z);
    return r;
  }

  private void keep(Vec z) {
    double r = z.isFinite() ? residual(z).norm() : Double.NaN;
    if (r < bestResidual) {
      bestResidual = r;
      best = z.copy();
    }
  }

  /** Steps from z as long as the residual falls now and then; z is modified. */
  private void newton(Vec z, double ridge) {
    double before = Double.POSITIVE_INFINITY;
    int worse = 0;
    for (int k = 0; k < NEWTON_STEPS && worse < 4; k++) {
      Vec r = residual(z);
      try {
        Vec m = derivative(z);
        for (int i = 0; i < n; i++) {
          m.add(i * n + i, ridge);
        }
        LinearSystem.solve(m, r);
      } catch (ArithmeticException e) {
        return; // singular: the ridge is tried next
      }
      z.axpy(-1, r);
      keep(z);
      double now = z.isFinite() ? residual(z).norm() : Double.POSITIVE_INFINITY;
      worse = now < 0.5 * before ? 0 : worse + 1;
      before = now;
    }
  }

  /** I - P'(z - t G(z)) (I - t G'(z)), with differences for P', which is constant in pieces. */
  private Vec derivative(Vec z) {
    Vec inner = saddle.slope(z);
    inner.scale(-t);
    for (int i = 0; i < n; i++) {
      inner.add(i * n + i, 1);
    }
    Vec out = Vec.zeros(n * n);
    for (int i = 0; i < n; i++) {
      out.set(i * n + i, 1);
    }
    if (set.isAll()) {
      out.axpy(-1, inner);
      return out;
    }
    DenseProducts.addProduct(-1, projection(ahead(z)), inner, n, out);
    return out;
  }

  private Vec projection(Vec v) {
    Vec out = Vec.zeros(n * n);
    double h = DIFFERENCE * (1 + v.norm());
    for (int j = 0; j < n; j++) {
      Vec plus = v.copy();
      Vec minus = v.copy();
      plus.add(j, h);
      minus.add(j, -h);
      set.project(plus);
      set.project(minus);
      for (int i = 0; i < n; i++) {
        out.set(i * n + j, (plus.get(i) - minus.get(i)) / (2 * h));
      }
    }
    return out;
  }

  /** Steps z; returns the step length they ended with. z is modified. */
  private double extragradient(Vec z, double from) {
    double step = 2 * from;
    for (int k = 0; k < EXTRA_STEPS; k++) {
      Vec g = saddle.map(z);
      Vec middle = moved(z, step, g);
      Vec there = saddle.map(middle);
      while (step * there.distance(g) > 0.9 * middle.distance(z) && step > 1e-300) {
        step *= 0.7;
        middle = moved(z, step, g);
        there = saddle.map(middle);
      }
      z.copyFrom(moved(z, step, there));
    }
    return step;
  }

  private Vec moved(Vec z, double step, Vec g) {
    Vec out = z.copy();
    out.axpy(-step, g);
    set.project(out);
    return out;
  }
}

package org.bilevel4j.quadratic;

import java.util.List;
import java.util.stream.IntStream;
import org.bilevel4j.core.math.LinearSystem;
import org.bilevel4j.core.math.Vec;

/**
 * min over x of max_i F_i(x) for convex quadratics F_i with a strongly convex sum, in two parts:
 *
 * <pre>
 * interior   primal-dual steps on sum_i lambda_i grad F_i(x) = 0, sum_i lambda_i = 1,
 *            lambda_i (t - F_i(x)) = mu, with mu falling
 * polish     Newton's method on the same with t = F_i(x) for the objectives that attain the
 *            maximum, where they determine the point
 * </pre>
 */
final class WorstCase {
  private static final Vec NONE = Vec.zeros(0);
  private static final int MOST_STEPS = 200;
  private static final int POLISH_STEPS = 4;
  private static final double CENTRING = 0.1;
  private static final double SMALLEST_GAP = 1e-13;
  private static final double SHORTEN = 0.7;

  private final List<QuadraticForm> objectives;
  private final List<Vec> hessians;
  private final int m;
  private final int d;
  private Vec x;
  private Vec lambda;
  private double t;

  private WorstCase(List<QuadraticForm> objectives) {
    this.objectives = objectives;
    this.hessians = objectives.stream().map(f -> f.dense("xx")).toList();
    this.m = objectives.size();
    this.d = objectives.get(0).upperDim();
    this.x = Vec.zeros(d);
    this.lambda = Vec.zeros(m);
    lambda.fill(1.0 / m);
    Vec values = values(x);
    this.t = values.max() + Math.max(1, values.max() - values.sum() / m);
  }

  /**
   * The minimiser.
   *
   * @param objectives forms of x alone
   */
  static Vec minimiser(List<QuadraticForm> objectives) {
    WorstCase w = new WorstCase(objectives);
    for (int step = 0; step < MOST_STEPS && w.gap() > SMALLEST_GAP; step++) {
      w.interiorStep(CENTRING * w.gap() / w.m);
    }
    return w.polished();
  }

  private Vec values(Vec at) {
    Vec out = Vec.zeros(m);
    for (int i = 0; i < m; i++) {
      out.set(i, objectives.get(i).value(at, NONE, NONE));
    }
    return out;
  }

  private Vec gradient(int i) {
    Vec out = Vec.zeros(d);
    objectives.get(i).addGradX(1, x, NONE, NONE, out);
    return out;
  }

  /** t - F_i(x). */
  private Vec slack(Vec at, double bound) {
    Vec out = values(at);
    for (int i = 0; i < m; i++) {
      out.set(i, bound - out.get(i));
    }
    return out;
  }

  private double gap() {
    return lambda.dot(slack(x, t)) / Math.max(1, Math.abs(t));
  }

  /** One Newton step towards lambda_i (t - F_i) = mu, shortened so that both stay positive. */
  private void interiorStep(double relative) {
    double mu = relative * Math.max(1, Math.abs(t));
    Vec s = slack(x, t);
    Vec a = Vec.zeros((d + 1) * (d + 1));
    Vec step = Vec.zeros(d + 1);
    step.set(d, -1);
    for (int i = 0; i < m; i++) {
      Vec side = extended(gradient(i));
      addHessian(lambda.get(i), i, a, d + 1);
      addOuter(lambda.get(i) / s.get(i), side, a);
      step.axpy(-mu / s.get(i), side);
    }
    LinearSystem.solve(a, step);
    Vec change = Vec.zeros(m);
    double length = 1;
    for (int i = 0; i < m; i++) {
      double rise = extended(gradient(i)).dot(step); // of F_i - t
      change.set(i, mu / s.get(i) - lambda.get(i) + lambda.get(i) / s.get(i) * rise);
      if (change.get(i) < 0) {
        length = Math.min(length, -0.99 * lambda.get(i) / change.get(i));
      }
    }
    move(step, change, s, length);
  }

  private void move(Vec step, Vec change, Vec s, double longest) {
    double length = longest;
    for (int tries = 0; tries < MOST_STEPS; tries++) {
      Vec nextX = x.copy();
      nextX.axpy(length, step.slice(0, d));
      double nextT = t + length * step.get(d);
      Vec next = slack(nextX, nextT);
      if (IntStream.range(0, m).allMatch(i -> next.get(i) > 0.01 * s.get(i))) {
        x = nextX;
        t = nextT;
        lambda.axpy(length, change);
        return;
      }
      length *= SHORTEN;
    }
  }

  /** (grad F_i, -1): the gradient of F_i - t. */
  private Vec extended(Vec gradient) {
    Vec out = Vec.zeros(d + 1);
    out.slice(0, d).copyFrom(gradient);
    out.set(d, -1);
    return out;
  }

  private void addHessian(double w, int i, Vec out, int columns) {
    for (int r = 0; r < d; r++) {
      out.slice(r * columns, r * columns + d).axpy(w, hessians.get(i).slice(r * d, r * d + d));
    }
  }

  private static void addOuter(double w, Vec v, Vec out) {
    int n = v.dim();
    for (int r = 0; r < n; r++) {
      out.slice(r * n, r * n + n).axpy(w * v.get(r), v);
    }
  }

  private Vec polished() {
    Vec before = x;
    double worst = values(before).max();
    Vec s = slack(x, t);
    int[] active = IntStream.range(0, m).filter(i -> lambda.get(i) > s.get(i)).toArray();
    for (int step = 0; step < POLISH_STEPS; step++) {
      if (!polish(active)) {
        return before;
      }
    }
    double tolerance = 1e-10 * Math.max(1, Math.abs(worst));
    return values(x).max() <= worst + tolerance ? x : before;
  }

  /** One Newton step on (x, lambda of the active ones, t); false when they do not determine it. */
  private boolean polish(int[] active) {
    int n = d + active.length + 1;
    Vec a = Vec.zeros(n * n);
    Vec b = Vec.zeros(n);
    Vec f = values(x);
    b.set(n - 1, 1);
    for (int k = 0; k < active.length; k++) {
      int i = active[k];
      Vec g = gradient(i);
      addHessian(lambda.get(i), i, a, n);
      b.slice(0, d).axpy(-lambda.get(i), g);
      b.set(d + k, t - f.get(i));
      b.add(n - 1, -lambda.get(i));
      for (int r = 0; r < d; r++) {
        a.set(r * n + d + k, g.get(r));
        a.set((d + k) * n + r, g.get(r));
      }
      a.set((d + k) * n + n - 1, -1);
      a.set((n - 1) * n + d + k, 1);
    }
    try {
      LinearSystem.solve(a, b);
    } catch (ArithmeticException e) {
      return false;
    }
    x = x.copy();
    x.axpy(1, b.slice(0, d));
    for (int k = 0; k < active.length; k++) {
      lambda.add(active[k], b.get(d + k));
    }
    t += b.get(n - 1);
    return x.isFinite();
  }
}

package org.bilevel4j.testkit;

import org.bilevel4j.core.math.LinearSystem;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.quadratic.QuadraticBlock;
import org.bilevel4j.quadratic.QuadraticForm;
import org.bilevel4j.quadratic.QuadraticProblem;

/**
 * Where mean-type methods on an unconstrained quadratic problem without local parts come to rest,
 * by one linear system in all unknowns; for a dual per block, a shared one, or none.
 *
 * <pre>
 * exact    sum_i (grad_x f_i - J_i v_i) = 0, grad_y g_i = 0, H_i v_i = grad_y f_i
 * penalty  sum_i (grad_x f_i + sigma (grad_x g_i(y_i) - grad_x g_i(z_i))) = 0,
 *          grad_y f_i + sigma grad_y g_i(y_i) = 0, grad_y g_i(z_i) = 0
 * direct   sum_i grad_x f_i = 0, the implicit term left out; the rest as in exact
 * unrolled v_i = eta sum_{t < N} (I - eta H_i)^t grad_y f_i; the rest as in exact
 * all      grad_alpha_i f_i = 0, or the sum of them for a shared alpha
 * </pre>
 */
public final class StationaryPoints {
  private static final Vec NO_DUAL = Vec.zeros(0);

  private final QuadraticProblem problem;
  private final double sigma; // 0: exact or direct
  private final double implicit; // weight of the implicit term: 1, or 0 for direct
  private final int terms; // N where unrolled, else 0
  private final double eta;
  private final boolean shared;
  private final int size;

  private StationaryPoints(QuadraticProblem problem, double sigma, double implicit) {
    this(problem, sigma, implicit, 0, 0);
  }

  private StationaryPoints(
      QuadraticProblem problem, double sigma, double implicit, int terms, double eta) {
    this.problem = problem;
    this.sigma = sigma;
    this.implicit = implicit;
    this.terms = terms;
    this.eta = eta;
    this.shared = problem.dualSide() instanceof DualSide.Shared;
    int n = problem.upperDim() + (shared ? dualDim(0) : 0);
    for (int i = 0; i < problem.blocks(); i++) {
      n += (shared ? 0 : dualDim(i)) + 2 * problem.lowerDims().of(i);
    }
    this.size = n;
  }

  /** x* of the problem itself. */
  public static Vec exact(QuadraticProblem problem) {
    return new StationaryPoints(problem, 0, 1).solve();
  }

  /** x_sigma of the penalty methods. */
  public static Vec penalty(QuadraticProblem problem, double sigma) {
    return new StationaryPoints(problem, sigma, 1).solve();
  }

  /** Where methods that leave the implicit term out come to rest. */
  public static Vec direct(QuadraticProblem problem) {
    return new StationaryPoints(problem, 0, 0).solve();
  }

  /**
   * Where methods come to rest that differentiate N lower steps of size eta and take the start of
   * those steps for a constant; from a warm start y_i is y_i*(x) there. A series of N terms for the
   * inverse of H_i comes to the same.
   *
   * @param steps N, at least 1
   * @param eta above 0
   */
  public static Vec unrolled(QuadraticProblem problem, int steps, double eta) {
    return new StationaryPoints(problem, 0, 1, steps, eta).solve();
  }

  /**
   * x of min (1/m) sum_i f_i subject to (1/m) sum_i [g_i(x, y_i) - min g_i(x, .)] at most delta,
   * for problems without an alpha: the penalty point whose gap is delta, by bisection.
   *
   * @param delta above 0, and below the gap without a constraint
   */
  public static Vec constrained(QuadraticProblem problem, double delta) {
    double low = 1e-6;
    double high = 1e6;
    for (int halving = 0; halving < 200; halving++) {
      double middle = Math.sqrt(low * high);
      if (new StationaryPoints(problem, middle, 1).gap() > delta) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return penalty(problem, high);
  }

  /** (1/m) sum_i [g_i(x, y_i) - g_i(x, z_i)] at the penalty point. */
  private double gap() {
    Vec w = unknowns();
    Vec x = w.slice(0, problem.upperDim());
    int at = problem.upperDim();
    double sum = 0;
    for (int i = 0; i < problem.blocks(); i++) {
      int dy = problem.lowerDims().of(i);
      QuadraticForm g = problem.block(i).g();
      sum += g.value(x, w.slice(at, at + dy), NO_DUAL);
      sum -= g.value(x, w.slice(at + dy, at + 2 * dy), NO_DUAL);
      at += 2 * dy;
    }
    return sum / problem.blocks();
  }

  private int dualDim(int block) {
    return problem.block(block).f().dualDim();
  }

  private Vec solve() {
    return unknowns().slice(0, problem.upperDim()).copy();
  }

  private Vec unknowns() {
    Vec b = residual(Vec.zeros(size));
    Vec a = Vec.zeros(size * size);
    for (int j = 0; j < size; j++) {
      Vec unit = Vec.zeros(size);
      unit.set(j, 1);
      Vec column = residual(unit);
      for (int i = 0; i < size; i++) {
        a.set(i * size + j, column.get(i) - b.get(i));
      }
    }
    b.scale(-1);
    LinearSystem.solve(a, b);
    return b;
  }

  /** Affine in the unknowns (x, shared alpha, then per block alpha_i, y_i, and v_i or z_i). */
  private Vec residual(Vec w) {
    Vec out = Vec.zeros(size);
    int dx = problem.upperDim();
    Vec x = w.slice(0, dx);
    Vec outX = out.slice(0, dx);
    int at = dx + (shared ? dualDim(0) : 0);
    for (int i = 0; i < problem.blocks(); i++) {
      int da = dualDim(i);
      int dy = problem.lowerDims().of(i);
      int alphaAt = shared ? dx : at;
      at += shared ? 0 : da;
      Vec alpha = w.slice(alphaAt, alphaAt + da);
      Vec y = w.slice(at, at + dy);
      Vec third = w.slice(at + dy, at + 2 * dy);
      QuadraticBlock b = problem.block(i);
      b.f().addGradX(1, x, y, alpha, outX);
      b.f().addGradDual(1, x, y, alpha, out.slice(alphaAt, alphaAt + da));
      lower(b, x, alpha, y, third, outX, out.slice(at, at + dy), out.slice(at + dy, at + 2 * dy));
      at += 2 * dy;
    }
    return out;
  }

  private void lower(
      QuadraticBlock b, Vec x, Vec alpha, Vec y, Vec third, Vec outX, Vec first, Vec second) {
    if (sigma == 0) {
      b.g().addCrossXY(-implicit, third, outX);
      b.g().addGradY(1, x, y, NO_DUAL, first);
      adjoint(b, x, alpha, y, third, second);
    } else {
      b.g().addGradX(sigma, x, y, NO_DUAL, outX);
      b.g().addGradX(-sigma, x, third, NO_DUAL, outX);
      b.f().addGradY(1, x, y, alpha, first);
      b.g().addGradY(sigma, x, y, NO_DUAL, first);
      b.g().addGradY(1, x, third, NO_DUAL, second);
    }
  }

  /** out += what is zero at the adjoint v. */
  private void adjoint(QuadraticBlock b, Vec x, Vec alpha, Vec y, Vec v, Vec out) {
    if (terms == 0) {
      b.g().addHessianYY(1, v, out);
      b.f().addGradY(-1, x, y, alpha, out);
      return;
    }
    out.axpy(1, v);
    Vec term = Vec.zeros(v.dim());
    b.f().addGradY(1, x, y, alpha, term);
    for (int t = 0; t < terms; t++) {
      out.axpy(-eta, term);
      Vec before = term.copy();
      b.g().addHessianYY(-eta, before, term);
    }
  }
}

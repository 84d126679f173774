package org.bilevel4j.core.auto;

import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.UpperPoints;

/**
 * F(x) = max over alpha of the mean or sum of f_i(x, alpha, y_i*(x)), roughly: thirty gradient
 * steps for y, alpha and the adjoint v stand for solving. Good enough for the size of a step, not
 * for a gradient anybody should follow.
 */
final class ReducedProblem {
  private static final int STEPS = 30;
  private static final int ITERATIONS = 5;

  private final CurvatureEstimator probe;
  private final BilevelProblem problem;
  private final boolean hasLower;
  private final Vec x;
  private final Blocks y;
  private final Dual dual;

  ReducedProblem(CurvatureEstimator probe, Vec x, Blocks y, Dual dual) {
    this.probe = probe;
    this.problem = probe.problem();
    this.hasLower = problem.lowerDims().max() > 0;
    this.x = x;
    this.y = y;
    this.dual = dual;
  }

  /** The largest |f_i| once y has been improved; NaN where values are not offered. */
  double largestLoss() {
    if (!problem.offers().contains(OracleCall.UPPER_VALUE)) {
      return Double.NaN;
    }
    double most = 0;
    for (double f : probe.upper(x, improved(x), dual).values().toArray()) {
      most = Math.max(most, Math.abs(f));
    }
    return most;
  }

  /** The change of the gradient over that of x, along a direction found by power iteration. */
  double smoothness() {
    Vec here = gradient(x);
    Vec u = here.copy();
    double slope = Double.NaN;
    for (int q = 0; q < ITERATIONS && u.norm() > 0; q++) {
      Vec there = moved(u, 1);
      if (there.distance(x) == 0) {
        there = moved(u, -1); // the boundary of X was in the way
      }
      Vec change = gradient(there);
      change.axpy(-1, here);
      slope = change.norm() / there.distance(x);
      u = change;
    }
    return slope;
  }

  private Vec moved(Vec u, double sign) {
    Vec there = x.copy();
    there.axpy(sign * CurvatureEstimator.length(x, u), u);
    problem.upperSet().project(there);
    return there;
  }

  private Vec gradient(Vec at) {
    Blocks improved = hasLower ? improved(at) : y;
    Dual raised = raised(at, improved);
    UpperPoints f = probe.upper(at, improved, raised);
    Vec h = Vec.zeros(x.dim());
    h.axpy(1, f.gradX(weights()));
    if (hasLower) {
      Blocks b = Blocks.zeros(probe.set(), problem.lowerDims());
      b.copyFrom(f.gradY());
      probe.workspace().reset();
      subtractCross(at, improved, adjoint(at, improved, b), h);
    }
    probe.workspace().reset();
    return h;
  }

  private Weights weights() {
    return problem.aggregate().weights(probe.set());
  }

  private Blocks improved(Vec at) {
    Blocks out = probe.packed(y);
    for (int t = 0; t < (hasLower ? STEPS : 0); t++) {
      out.axpy(-1 / probe.lowerLargest(), probe.lower(at, out).gradY());
      out.project(probe.set(), problem::lowerSet);
      probe.workspace().reset();
    }
    return out;
  }

  private Dual raised(Vec at, Blocks where) {
    double eta = 1 / probe.dualLargest();
    if (!(eta < Double.POSITIVE_INFINITY)) {
      return dual;
    }
    if (dual instanceof Dual.PerBlock each) {
      Blocks alpha = probe.packed(each.alpha());
      for (int t = 0; t < STEPS; t++) {
        alpha.axpy(eta, probe.upper(at, where, new Dual.PerBlock(alpha)).gradDual());
        alpha.project(probe.set(), problem::dualSet);
        probe.workspace().reset();
      }
      return new Dual.PerBlock(alpha);
    }
    Vec alpha = dual.at(0).copy();
    for (int t = 0; t < STEPS; t++) {
      Vec gradient = probe.workspace().vec(alpha.dim());
      probe.upper(at, where, new Dual.Shared(alpha)).addGradSharedDual(weights(), gradient);
      alpha.axpy(eta, gradient);
      problem.dualSet(0).project(alpha);
      probe.workspace().reset();
    }
    return new Dual.Shared(alpha);
  }

  private Blocks adjoint(Vec at, Blocks where, Blocks b) {
    Blocks v = Blocks.zeros(probe.set(), problem.lowerDims());
    double eta = 1 / probe.lowerLargest();
    for (int t = 0; t < STEPS; t++) {
      Blocks residual = probe.hessianTimes(at, where, v);
      residual.axpy(-1, b);
      v.axpy(-eta, residual);
      probe.workspace().reset();
    }
    return v;
  }

  /** h -= J_i v_i weighed as in F, made of gradients where the problem offers no products. */
  private void subtractCross(Vec at, Blocks where, Blocks v, Vec h) {
    Weights w = weights();
    if (problem.offers().contains(OracleCall.LOWER_CROSS_XY)) {
      probe.lower(at, where).addCrossXY(w.times(-1), v, h);
    } else if (problem.offers().contains(OracleCall.LOWER_GRAD_X)) {
      double e = CurvatureEstimator.length(where.flat(), v.flat());
      if (e > 0) {
        ends(at, where, v, e).addGradX(w.times(-1 / (2 * e)), h);
        ends(at, where, v, -e).addGradX(w.times(1 / (2 * e)), h);
      }
    } else {
      h.fill(Double.NaN);
    }
  }

  private LowerPoints ends(Vec at, Blocks where, Blocks v, double e) {
    Blocks moved = Blocks.zeros(probe.set(), problem.lowerDims());
    moved.copyFrom(where);
    moved.axpy(e, v);
    return probe.lower(at, moved);
  }
}

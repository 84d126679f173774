package org.bilevel4j.solvers.updates;

import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.solver.StatePart;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.core.solver.Visit;

/**
 * The alpha of a problem, whichever of the three kinds it has, and its ascent step
 *
 * <pre>
 * per block  alpha_i := P_{A_i}[ c (alpha_i + eta grad_alpha f_i) ]              i in I
 * shared     alpha   := P_A    [ c (alpha + eta (1/|I|) sum_I grad_alpha f_i) ]
 * none       nothing
 * </pre>
 *
 * with c = 1 except in proximal steps. Blocks outside I keep their alpha and, until they are first
 * sampled, cost nothing.
 *
 * @param value what enters f_i now; the live alpha
 */
public record DualAscent(@Visit("alpha") Dual value) implements StatePart {

  /** The alpha of a problem where the problem starts it. */
  public static DualAscent start(Step k) {
    BilevelProblem problem = k.problem();
    DualSide side = problem.dualSide();
    if (side instanceof DualSide.PerBlock each) {
      return new DualAscent(new Dual.PerBlock(k.state("duals", each.dims(), problem::startDual)));
    }
    if (side instanceof DualSide.Shared one) {
      Vec alpha = Vec.zeros(one.dim());
      problem.startDual(0, alpha);
      return new DualAscent(new Dual.Shared(alpha));
    }
    return new DualAscent(Dual.none());
  }

  /**
   * One ascent step. Ask everything else of the points before: they are void afterwards.
   *
   * @param f the upper losses of the sampled blocks at the current alpha
   * @param eta the step size
   * @return the largest distance an alpha moved; 0 without a dual
   */
  public double climb(Step k, UpperPoints f, double eta) {
    return climb(k, f, eta, 1);
  }

  /**
   * One ascent step with alpha multiplied by {@code shrink} before its projection.
   *
   * @param shrink c, in (0, 1]
   */
  public double climb(Step k, UpperPoints f, double eta, double shrink) {
    if (value instanceof Dual.Shared one) {
      Vec gradient = k.vec(one.alpha().dim());
      f.addGradSharedDual(k.weights(f.set()), gradient);
      return move(k, 0, one.alpha(), eta, gradient, shrink);
    }
    if (!(value instanceof Dual.PerBlock each)) {
      return 0;
    }
    Blocks gradient = f.gradDual();
    double farthest = 0;
    for (int p = 0; p < gradient.set().size(); p++) {
      int i = gradient.set().id(p);
      double moved = move(k, i, each.alpha().at(i), eta, gradient.atPosition(p), shrink);
      farthest = Math.max(farthest, moved);
    }
    return farthest;
  }

  private static double move(
      Step k, int block, Vec alpha, double eta, Vec gradient, double shrink) {
    Vec before = k.vec(alpha.dim());
    before.copyFrom(alpha);
    alpha.axpy(eta, gradient);
    if (shrink != 1) {
      alpha.scale(shrink);
    }
    k.problem().dualSet(block).project(alpha);
    return alpha.distance(before);
  }
}

package org.bilevel4j.eval.exact;

import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.set.ConvexSet;

/**
 * xhat(z) = argmin over u in X of F(u) + (rho/2) ||u - z||^2 with F(u) = sum_i w_i ell_i(u), by
 * proximal gradient steps on the exact hypergradient:
 *
 * <pre>
 * u+ = P_X[ (rho z + L u - grad F(u)) / (rho + L) ]
 * L doubled until (grad F(u+) - grad F(u)).(u+ - u) <= L ||u+ - u||^2
 * </pre>
 *
 * <p>F + (rho/2) ||.||^2 must be strongly convex, so rho must exceed F's modulus of weak convexity
 * (docs/ALGORITHMS.md 10.3). A step along which F bends down by rho or more shows that it does not:
 * the result then says "not reached".
 */
public final class ProximalPoint {
  private static final int DOUBLINGS = 60;
  private static final double FLOOR = 1e-8; // distances below are noise of the inner solves

  private final ExactSolver solver;
  private final ConvexSet upperSet;
  private final double rho;
  private final double tolerance;
  private final int steps;

  /**
   * What came out.
   *
   * @param at xhat (d_x)
   * @param residual ||xhat - z||
   * @param reached whether the tolerance was reached and no contradiction to the assumption seen
   */
  public record Solution(Vec at, double residual, boolean reached) {}

  private record Place(ExactPoint point, ExactHypergradient gradient) {
    boolean reached() {
      return point.reached() && gradient.adjoint().allReached();
    }
  }

  /**
   * A solver of proximal problems.
   *
   * @param rho above the modulus of weak convexity
   * @param tolerance on the distance to xhat, relative to ||xhat - z||, as seen from the gradient
   *     mapping divided by rho; never asked for below 1e-8 max(1, ||z||)
   * @param steps at most
   */
  public ProximalPoint(
      ExactSolver solver, ConvexSet upperSet, double rho, double tolerance, int steps) {
    this.solver = solver;
    this.upperSet = upperSet;
    this.rho = rho;
    this.tolerance = tolerance;
    this.steps = steps;
  }

  /**
   * Solves.
   *
   * @param z everything at z, where the solve begins
   * @param gradient grad F(z), not modified
   */
  public Solution solve(ExactPoint z, ExactHypergradient gradient, Weights w) {
    Place u = new Place(z, gradient);
    double floor = FLOOR * Math.max(1, z.x().norm());
    double bound = rho;
    boolean convex = true;
    for (int k = 0; k < steps; k++) {
      Place next = move(z.x(), u, bound, w);
      double bend = bend(u, next);
      for (int d = 0; d < DOUBLINGS && !(bend <= bound); d++) {
        bound *= 2;
        next = move(z.x(), u, bound, w);
        bend = bend(u, next);
      }
      double moved = next.point.x().distance(u.point.x());
      double residual = next.point.x().distance(z.x());
      boolean small = (rho + bound) / rho * moved <= Math.max(tolerance * residual, floor);
      convex &= bend > -rho || moved <= floor;
      if (small || !next.point.x().isFinite()) {
        return new Solution(next.point.x(), residual, small && convex && next.reached());
      }
      u = next;
      bound = Math.max(bound / 2, 1e-6 * rho);
    }
    return new Solution(u.point.x(), u.point.x().distance(z.x()), false);
  }

  private Place move(Vec z, Place u, double bound, Weights w) {
    Vec to = Vec.zeros(z.dim());
    to.axpy(rho / (rho + bound), z);
    to.axpy(bound / (rho + bound), u.point.x());
    to.axpy(-1 / (rho + bound), u.gradient.at());
    upperSet.project(to);
    ExactPoint there = solver.at(to, u.point.lower().at(), u.point.dual());
    return new Place(there, solver.hypergradient(there, w, u.gradient.adjoint().at()));
  }

  /** How much grad F changes per unit of the way, along the way; 0 when there is none. */
  private static double bend(Place from, Place to) {
    Vec step = to.point.x().copy();
    step.axpy(-1, from.point.x());
    Vec change = to.gradient.at().copy();
    change.axpy(-1, from.gradient.at());
    double length = step.normSquared();
    return length == 0 ? 0 : change.dot(step) / length;
  }
}

package org.bilevel4j.eval.exact;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.set.ConvexSet;

/**
 * xhat(z) = argmin over u in X of Phi(u) + (rho/2) ||u - z||^2 with Phi(u) = max_i ell_i(u), by
 * prox-linear steps on the exact gradients G_i of ell_i (Fletcher 1982; Drusvyatskiy, Lewis 2018):
 *
 * <pre>
 * u+     = argmin over w in X of max_i [ ell_i(u) + G_i.(w - u) ]
 *                               + (rho/2) ||w - z||^2 + (L/2) ||w - u||^2
 * w(l)   = P_X[ (rho z + L u - sum_i l_i G_i) / (rho + L) ],   l in the simplex, by accelerated
 *          projected gradient ascent on the dual of that problem
 * L doubled until Phi(u+) <= max_i [ ell_i(u) + G_i.(u+ - u) ] + (L/2) ||u+ - u||^2
 * </pre>
 *
 * <p>Holds m vectors of length d_x. rho must exceed the weak convexity of every ell_i; a step along
 * which Phi falls below its linear pieces by more than rho/2 times its squared length shows that it
 * does not, and the result then says "not reached".
 */
public final class WorstProximalPoint {
  private static final int DOUBLINGS = 60;
  private static final double FLOOR = 1e-8; // distances below are noise of the inner solves
  private static final double NOISE = 1e-12; // of ell_i, relative to max(1, |ell_i|)
  private static final double WEIGHTS_TOLERANCE = 1e-11;

  private final ExactSolver solver;
  private final ConvexSet upperSet;
  private final ExactOptions options;
  private final double rho;
  private final double tolerance;
  private final int steps;

  /**
   * A solver of proximal problems.
   *
   * @param rho above the modulus of weak convexity of every ell_i
   * @param tolerance as for {@link ProximalPoint}
   * @param steps at most
   */
  public WorstProximalPoint(
      ExactSolver solver,
      ConvexSet upperSet,
      ExactOptions options,
      double rho,
      double tolerance,
      int steps) {
    this.solver = solver;
    this.upperSet = upperSet;
    this.options = options;
    this.rho = rho;
    this.tolerance = tolerance;
    this.steps = steps;
  }

  /** Solves from z, everything at which is known. */
  public ProximalPoint.Solution solve(ExactPoint z) {
    ExactPoint u = z;
    double floor = FLOOR * Math.max(1, z.x().norm());
    double bound = rho;
    boolean convex = true;
    for (int k = 0; k < steps; k++) {
      Model model = new Model(z.x(), u, solver.blockGradients(u));
      ExactPoint next = model.minimise(bound);
      for (int d = 0; d < DOUBLINGS && !model.majorises(next, bound); d++) {
        bound *= 2;
        next = model.minimise(bound);
      }
      double moved = next.x().distance(u.x());
      double residual = next.x().distance(z.x());
      boolean small = (rho + bound) / rho * moved <= Math.max(tolerance * residual, floor);
      convex &= model.bend(next) > -rho || moved <= floor;
      if (small || !next.x().isFinite()) {
        return new ProximalPoint.Solution(next.x(), residual, small && convex && next.reached());
      }
      u = next;
      bound = Math.max(bound / 2, 1e-6 * rho);
    }
    return new ProximalPoint.Solution(u.x(), u.x().distance(z.x()), false);
  }

  /** The pieces linearised at u. */
  private final class Model {
    private final Vec z;
    private final ExactPoint u;
    private final Vec[] slopes;

    private Model(Vec z, ExactPoint u, Vec[] slopes) {
      this.z = z;
      this.u = u;
      this.slopes = slopes;
    }

    private ExactPoint minimise(double bound) {
      int m = slopes.length;
      BlockSet one = BlockSet.all(1);
      Blocks weights = Blocks.zeros(one, Dims.uniform(1, m));
      weights.at(0).fill(1.0 / m);
      BlockGradients dual =
          new BlockGradients() {
            @Override
            public Blocks gradients(BlockSet set, Blocks at) {
              Blocks g = Blocks.zeros(one, at.dims());
              g.at(0).axpy(-1, pieces(minimiser(at.at(0), bound)));
              return g;
            }

            @Override
            public ConvexSet set(int block) {
              return ConvexSet.simplex();
            }
          };
      new ProjectedGradient(dual, weights, dual.scales(one, weights), new boolean[1], new double[1])
          .solve(one, WEIGHTS_TOLERANCE, options.gradientSteps());
      Vec to = minimiser(weights.at(0), bound);
      return solver.at(to, u.lower().at(), u.dual());
    }

    private Vec minimiser(Vec weights, double bound) {
      Vec to = Vec.zeros(z.dim());
      to.axpy(rho / (rho + bound), z);
      to.axpy(bound / (rho + bound), u.x());
      for (int i = 0; i < slopes.length; i++) {
        to.axpy(-weights.get(i) / (rho + bound), slopes[i]);
      }
      upperSet.project(to);
      return to;
    }

    /** ell_i(u) + G_i.(w - u). */
    private Vec pieces(Vec w) {
      Vec step = w.copy();
      step.axpy(-1, u.x());
      Vec out = u.values().copy();
      for (int i = 0; i < slopes.length; i++) {
        out.add(i, slopes[i].dot(step));
      }
      return out;
    }

    private boolean majorises(ExactPoint next, double bound) {
      double length = next.x().distance(u.x());
      double above = next.values().max() - pieces(next.x()).max();
      return above <= bound / 2 * length * length + noise(next);
    }

    /** How much Phi curves away from its pieces on the way, at most; 0 when there is no way. */
    private double bend(ExactPoint next) {
      double length = next.x().distance(u.x());
      double above = next.values().max() - pieces(next.x()).max() + noise(next);
      return length == 0 ? 0 : 2 * above / (length * length);
    }

    private static double noise(ExactPoint at) {
      return NOISE * Math.max(1, Math.abs(at.values().max()));
    }
  }
}

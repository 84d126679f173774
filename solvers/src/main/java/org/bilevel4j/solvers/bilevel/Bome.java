package org.bilevel4j.solvers.bilevel;

import com.google.auto.service.AutoService;
import java.util.Optional;
import java.util.Set;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.config.Role;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.Purpose;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.solver.Cost;
import org.bilevel4j.core.solver.Requirements;
import org.bilevel4j.core.solver.Schedule;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.core.solver.SolverState;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.core.util.Args;

/**
 * BOME: first-order descent of f that makes the lower gap q = g(x, y) - g(x, z) fall at a given
 * rate.
 *
 * <pre>
 * problem   min_{x in X} (1/m) sum_i f_i(x, y_i*(x)),   y_i*(x) = argmin_y g_i(x, y)
 * step k    z_i    :=  y_i, then T times z_i := z_i - alpha grad_y g_i(x, z_i)                 (B1)
 *           q_x    :=  (1/m) sum_i [ grad_x g_i(x, y_i) - grad_x g_i(x, z_i) ], z_i held fixed
 *           q_i    :=  grad_y g_i(x, y_i)                                                      (B2)
 *           |q|^2  :=  |q_x|^2 + (1/m) sum_i |q_i|^2, and inner products alike
 *           phi    :=  eta |q|^2, or eta (1/m) sum_i [ g_i(x, y_i) - g_i(x, z_i) ]
 *           lambda :=  max( 0, (phi - (grad f, q)) / |q|^2 ), 0 where |q|^2 is below 1e-12     (B3)
 *           x      :=  P_X[ x - xi ((1/m) sum_i grad_x f_i + lambda q_x) ]                     (B4)
 *           y_i    :=  y_i - xi (grad_y f_i + lambda q_i), all at the iterates of the start    (B5)
 * symbols   x, q_x (d_x) | y_i, z_i, q_i (d_i) | lambda, one for all blocks
 * cost      per step and block: gradient of f in x and y; T grad_y g, 2 grad_x g;
 *           2 values of g where phi is the gap
 * memory    d_x + sum_i d_i
 * assumes   exact gradients, as full batches give; alpha at most 1/L_g
 * bias      of the order of xi, since lambda stays of the order of 1/xi; and q_x sees y move by T
 *           steps only, so that with xi to 0 the end is that of T unrolled steps, off x* by the
 *           order of (1 - alpha mu_g)^T
 * returns   theory: the best iterate so far; the last here, and the engine's BEST
 * </pre>
 */
@AutoService(Component.class)
@Listed(
    name = "bome",
    title = "first-order descent along a barrier of the lower gap",
    source = "Ye, Liu, Wright, Stone, Liu 2022, Algorithm 1",
    differs =
        "several blocks and P_X are extensions: with m blocks y is measured by (1/m) sum_i "
            + "|y_i|^2, so that copies of a block walk like one")
public record Bome(
    @Param(role = Role.STEP_JOINT, symbol = "xi") Schedule xi,
    @Param(value = "step size of z", role = Role.STEP_LOWER, symbol = "alpha") Schedule alpha,
    @Param(role = Role.INNER_STEPS, symbol = "T") int lowerSteps,
    @Param(value = "rate of the barrier", symbol = "eta", range = "above 0") double eta,
    @Param(value = "the gap falls with its squared gradient, or with itself", symbol = "phi")
        Barrier barrier,
    @Param("rows of the lower loss per block, the same throughout a step") Batch lowerBatch,
    @Param("rows of the upper loss per block") Batch upperBatch)
    implements Solver<Bome.State> {

  /** Checks the ranges. */
  public Bome {
    Args.atLeast(1, lowerSteps, "lowerSteps");
    Args.positive(eta, "eta");
  }

  /** Full batches, for curvatures about 1. */
  public Bome() {
    this(
        Schedule.constant(0.02),
        Schedule.constant(0.5),
        10,
        0.5,
        Barrier.GRADIENT,
        Batch.full(),
        Batch.full());
  }

  private static final double LEAST_SQUARE = 1e-12;

  /** How fast the lower gap shall fall. */
  public enum Barrier {
    /** In proportion to the square of its gradient. */
    GRADIENT,
    /** In proportion to itself. */
    GAP
  }

  /** x and y_i. */
  public record State(Vec x, Blocks y) implements SolverState {
    @Override
    public Optional<Blocks> lower() {
      return Optional.of(y);
    }
  }

  @Override
  public Requirements requirements() {
    return Requirements.of(cost(), Set.of(DualSide.Kind.NONE), Requirements.Trait.UPPER_SET);
  }

  @Override
  public Cost cost() {
    Cost cost =
        Cost.each(OracleCall.UPPER_GRAD_X, OracleCall.UPPER_GRAD_Y)
            .and(OracleCall.LOWER_GRAD_X, 2)
            .and(OracleCall.LOWER_GRAD_Y, lowerSteps);
    return barrier == Barrier.GAP ? cost.and(OracleCall.LOWER_VALUE, 2) : cost;
  }

  @Override
  public State init(Step k) {
    Vec x = k.startUpper();
    return new State(x, k.startLower(x));
  }

  @Override
  public void step(State s, Step k) {
    BlockSet all = k.allBlocks();
    Weights w = k.weights(all);
    Draw rows = k.draw(Purpose.LOWER, lowerBatch);
    UpperPoints f = k.upper(all, s.x, s.y, k.draw(Purpose.UPPER, upperBatch));
    LowerPoints gy = k.lower(all, s.x, s.y, rows);
    double alpha = alpha().at(k);
    Blocks z = k.blocks(all, k.problem().lowerDims());
    z.copyFrom(s.y);
    z.axpy(-alpha, gy.gradY());
    k.repeat(lowerSteps - 1, t -> z.axpy(-alpha, k.lower(all, s.x, z, rows).gradY())); // (B1)
    LowerPoints gz = k.lower(all, s.x, z, rows);
    Vec qx = gy.gradX(w);
    gz.addGradX(w.times(-1), qx); // (B2)
    Vec h = f.gradX(w);
    double lambda = multiplier(w.at(0), gy, gz, qx, f, h); // (B3)
    Blocks direction = k.blocks(all, k.problem().lowerDims());
    direction.copyFrom(f.gradY());
    direction.axpy(lambda, gy.gradY());
    h.axpy(lambda, qx);
    k.descend(s.x, xi.at(k), h); // (B4)
    s.y.axpy(-xi.at(k), direction); // (B5)
  }

  /** (B3). */
  private double multiplier(
      double share, LowerPoints gy, LowerPoints gz, Vec qx, UpperPoints f, Vec fx) {
    Vec qy = gy.gradY().flat();
    double square = qx.normSquared() + share * qy.normSquared();
    if (square < LEAST_SQUARE) {
      return 0;
    }
    double falls =
        barrier == Barrier.GRADIENT ? square : share * (gy.values().sum() - gz.values().sum());
    double slope = fx.dot(qx) + share * f.gradY().flat().dot(qy);
    return Math.max(0, (eta * falls - slope) / square);
  }
}

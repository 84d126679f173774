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
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.DualSide;
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
import org.bilevel4j.solvers.estimators.GaussianDirections;
import org.bilevel4j.solvers.lower.LowerTrajectory;

/**
 * PZOBO: the derivative of the lower iterates in x by differences along Gaussian directions.
 *
 * <pre>
 * problem   min_{x in X} (1/m) sum_i f_i(x, y_i*(x)),   y_i*(x) = argmin_y g_i(x, y)
 * step k    y_i      :=  N steps y_i - eta_y grad_y g_i(x, y_i), fresh rows each             (Z1)
 *           for j = 1..Q: u_j normal; y_i^j the SAME N steps on the SAME rows from the SAME start
 *                        at x + mu u_j                                                       (Z2)
 *           h        :=  (1/m) sum_i grad_x f_i(x, y_i)
 *                        + (1/Q) sum_j [ (1/m) sum_i (y_i^j - y_i)'grad_y f_i / mu ] u_j      (Z3)
 *           x        :=  P_X[ x - eta_x h ]                                                  (Z4)
 * symbols   x, h, u_j (d_x) | y_i (d_i), starts where the last step left it
 * cost      per step and block: (Q + 1) N grad_y g, 1 gradient of f in x and y
 * memory    d_x + sum_i d_i; within a step (Q + 1) (d_x + N sum_i d_i)
 * assumes   g_i strongly convex in y, and defined outside X, at x + mu u_j
 * bias      the start of the lower steps counts as a constant: of the order (1 - eta_y mu_g)^N; the
 *           variance grows with d_x / Q
 * returns   theory: a random iterate (the engine's RANDOM)
 * </pre>
 */
@AutoService(Component.class)
@Listed(
    name = "pzobo",
    title = "zeroth-order Jacobian of the lower iterates along Gaussian directions",
    source = "Sow, Ji, Liang 2022, Algorithm 1",
    differs = "several blocks and P_X are extensions")
public record Pzobo(
    @Param(role = Role.STEP_UPPER, symbol = "beta") Schedule etaX,
    @Param(role = Role.STEP_LOWER, symbol = "alpha") Schedule etaY,
    @Param(role = Role.INNER_STEPS, symbol = "N") int lowerSteps,
    @Param(role = Role.DIRECTIONS, symbol = "Q") int directions,
    @Param(value = "length of a difference", symbol = "mu", range = "above 0") double mu,
    @Param("rows of each lower batch per block") Batch lowerBatch,
    @Param("rows of the upper loss per block") Batch upperBatch)
    implements Solver<Pzobo.State> {

  /** Checks the ranges. */
  public Pzobo {
    Args.atLeast(1, lowerSteps, "lowerSteps");
    Args.atLeast(1, directions, "directions");
    Args.positive(mu, "mu");
  }

  /** Ten lower steps and four directions, for curvatures about 1. */
  public Pzobo() {
    this(Schedule.constant(0.05), Schedule.constant(0.5), 10, 4, 0.01, Batch.of(64), Batch.of(64));
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
    return Cost.each(OracleCall.UPPER_GRAD_X, OracleCall.UPPER_GRAD_Y)
        .and(OracleCall.LOWER_GRAD_Y, (1L + directions) * lowerSteps);
  }

  @Override
  public State init(Step k) {
    Vec x = k.startUpper();
    return new State(x, k.startLower(x));
  }

  @Override
  public void step(State s, Step k) {
    BlockSet all = k.allBlocks();
    Blocks y = descended(s.x, s, k); // (Z1)
    UpperPoints f = k.upper(all, s.x, y, k.draw(Purpose.UPPER, upperBatch));
    Vec h = f.gradX(k.weights(all));
    for (int j = 0; j < directions; j++) {
      Vec u = k.vec(s.x.dim());
      GaussianDirections.fill(k.key(Purpose.DIRECTION, j), u);
      Vec beside = k.vec(s.x.dim());
      beside.copyFrom(s.x);
      beside.axpy(mu, u);
      Blocks moved = descended(beside, s, k); // (Z2)
      moved.axpy(-1, y);
      double slope =
          moved.flat().dot(f.gradY().flat()) / (k.problem().aggregate().divisor(k.blocks()) * mu);
      h.axpy(slope / directions, u); // (Z3)
    }
    k.descend(s.x, etaX.at(k), h); // (Z4)
    s.y.copyFrom(y);
  }

  /** y after N steps at some x, from the state's y on the step's rows. */
  private Blocks descended(Vec x, State s, Step k) {
    LowerTrajectory y = LowerTrajectory.from(k, k.allBlocks(), x, s.y, lowerBatch);
    for (int t = 0; t < lowerSteps; t++) {
      y.descend(etaY.at(k), y.points().gradY());
    }
    return y.last();
  }
}

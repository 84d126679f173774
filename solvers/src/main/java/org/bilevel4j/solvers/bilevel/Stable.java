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
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.Purpose;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.set.Ball;
import org.bilevel4j.core.solver.Cost;
import org.bilevel4j.core.solver.Requirements;
import org.bilevel4j.core.solver.Schedule;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.core.solver.SolverState;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.solvers.estimators.StormDerivatives;

/**
 * STABLE: x and y on one timescale; the second derivatives are tracked (STORM), and y is moved
 * along with x by the derivative of y*.
 *
 * <pre>
 * problem   min_{x in X} (1/m) sum_i f_i(x, y_i*(x)),   y_i*(x) = argmin_y g_i(x, y)
 * step k    C_i :=  clip  [ (1 - tau) (C_i - J_i(x_prev, y_prev; B')) + J_i(x, y; B') ]      (E1)
 *           S_i :=  raise [ (1 - tau) (S_i - H_i(x_prev, y_prev; B')) + H_i(x, y; B') ]      (E2)
 *           h   :=  (1/m) sum_i [ grad_x f_i - C_i S_i^-1 grad_y f_i ]                       (E3)
 *           x+  :=  P_X[ x - eta_x h ]                                                       (E4)
 *           y_i :=  y_i - eta_y grad_y g_i(x, y_i; B') - S_i^-1 C_i^T (x+ - x)               (E5)
 * symbols   x (d_x) | y_i (d_i) | C_i (d_x by d_i), |.| Frobenius | S_i (d_i by d_i)
 *           clip to norm at most C, raise to eigenvalues from mu on
 *           J = grad2_xy g, H = grad2_yy g | tau = 1 in step 0
 * cost      per step and block: gradient of f in x and y; grad_y g, 2 dense H, 2 dense J;
 *           two solves
 * memory    2 d_x + sum_i (2 d_i + d_i^2 + d_x d_i)
 * assumes   g_i strongly convex in y; tau ~ K^-1/2 in theory; X closed and convex
 * returns   theory: a random iterate (the engine's RANDOM)
 * </pre>
 */
@AutoService(Component.class)
@Listed(
    name = "stable",
    title = "single-timescale descent with tracked second derivatives and a correction of y",
    source = "Chen, Sun, Xiao, Yin 2022, Algorithm 1",
    differs =
        "several blocks are an extension; the bound of the tracked cross derivative is off by "
            + "default")
public record Stable(
    @Param(role = Role.STEP_UPPER, symbol = "alpha") Schedule etaX,
    @Param(role = Role.STEP_LOWER, symbol = "beta") Schedule etaY,
    @Param(value = "weight of new second derivatives", symbol = "tau", range = "in [0, 1]")
        Schedule tau,
    @Param(value = "least eigenvalue of a tracked Hessian", symbol = "mu", range = "above 0")
        double leastCurvature,
    @Param(
            value = "largest Frobenius norm of a tracked cross derivative",
            symbol = "C",
            range = "above 0")
        double radius,
    @Param("rows of the lower loss per block, used at two points") Batch lowerBatch,
    @Param("rows of the upper loss per block") Batch upperBatch)
    implements Solver<Stable.State> {

  /** Checks the ranges. */
  public Stable {
    Args.positive(leastCurvature, "leastCurvature");
    new Ball(radius);
  }

  /** Constant steps for curvatures about 1. */
  public Stable() {
    this(
        Schedule.constant(0.05),
        Schedule.constant(0.2),
        Schedule.constant(0.2),
        0.01,
        Double.POSITIVE_INFINITY,
        Batch.of(64),
        Batch.of(64));
  }

  /** The iterates of this step and of the one before, C_i and S_i. */
  public record State(Vec x, Vec xPrev, Blocks y, Blocks yPrev, StormDerivatives second)
      implements SolverState {
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
    return Cost.each(OracleCall.UPPER_GRAD_X, OracleCall.UPPER_GRAD_Y, OracleCall.LOWER_GRAD_Y)
        .and(OracleCall.LOWER_HESSIAN, 2)
        .and(OracleCall.LOWER_JACOBIAN, 2);
  }

  @Override
  public State init(Step k) {
    Vec x = k.startUpper();
    return new State(
        x,
        x.copy(),
        k.startLower(x),
        k.startLower(x),
        StormDerivatives.start(k, leastCurvature, radius));
  }

  @Override
  public void step(State s, Step k) {
    BlockSet all = k.allBlocks();
    Draw rows = k.draw(Purpose.LOWER, lowerBatch);
    LowerPoints g = k.lower(all, s.x, s.y, rows);
    LowerPoints before = k.lower(all, s.xPrev, s.yPrev, rows);
    double tau = k.index() == 0 ? 1 : tau().at(k);
    s.second.follow(k, g, before, tau); // (E1), (E2)
    UpperPoints f = k.upper(all, s.x, s.y, k.draw(Purpose.UPPER, upperBatch));
    Vec h = f.gradX(k.weights(all));
    s.second.addCrossXY(k.weights(all).times(-1), s.second.solve(k, f.gradY()), h); // (E3)
    Blocks gradY = g.gradY();
    s.xPrev.copyFrom(s.x);
    s.yPrev.copyFrom(s.y);
    k.descend(s.x, etaX.at(k), h); // (E4)
    Vec moved = k.vec(s.x.dim());
    moved.copyFrom(s.x);
    moved.axpy(-1, s.xPrev);
    Blocks pulled = s.second.solve(k, s.second.crossYX(k, all, moved));
    s.y.axpy(-etaY.at(k), gradY);
    s.y.axpy(-1, pulled); // (E5)
  }
}

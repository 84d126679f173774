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
import org.bilevel4j.core.solver.Visit;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.solvers.estimators.Adjoint;
import org.bilevel4j.solvers.estimators.Hypergradient;
import org.bilevel4j.solvers.estimators.RandomTruncation;
import org.bilevel4j.solvers.lower.LowerTrajectory;

/**
 * BSA: bilevel stochastic approximation with an inner loop of growing or constant length.
 *
 * <pre>
 * problem   min_{x in X} (1/m) sum_i f_i(x, y_i*(x)),   y_i*(x) = argmin_y g_i(x, y)
 * step k    y_i        :=  y_init(x) where it starts cold; else it goes on where it was left
 *           T_k times  y_i :=  y_i - eta_y,t grad_y g_i(x, y_i), fresh rows each           (B1)
 *           h          ~   (1/m) sum_i [ grad_x f_i - (grad2_xy g_i)(grad2_yy g_i)^-1 grad_y f_i ]
 *                          at (x, new y_i), inverse by random truncation                   (B2)
 *                          cold and unrolled: the derivative of y_init(x) counts too
 *           x          :=  P_X[ x - eta_x h ]                                              (B3)
 *           T_k        =   T, or min(T, ceil(sqrt(k + 1))) with k from 0
 * symbols   x, h (d_x) | y_i (d_i) | eta_x ~ K^-1/2 (by default k^-1/2)
 *           eta_y,t = eta_y / (1 + decay t), t from 0 in each step
 * cost      per step and block: T_k grad_y g, 1 gradient of f, the estimator's products
 * memory    d_x + sum_i d_i and what the estimator keeps
 * assumes   g_i strongly convex in y; X closed and convex; length of the truncation of the order
 *           kappa log(1/eps)
 * returns   theory: a random iterate weighted by its step (the engine's RANDOM weighs them alike)
 * </pre>
 */
@AutoService(Component.class)
@Listed(
    name = "bsa",
    title = "bilevel stochastic approximation: an inner loop, then one step of x",
    source = "Ghadimi, Wang 2018, Algorithm 3",
    differs = "several blocks, other estimators and cold starts are extensions; T is bounded")
public record Bsa(
    @Param(role = Role.STEP_UPPER, symbol = "alpha") Schedule etaX,
    @Param(value = "step size of the first lower step", role = Role.STEP_LOWER, symbol = "beta")
        Schedule etaY,
    @Param(value = "decay of eta_y within a step; 0 for none", range = "at least 0") double decay,
    @Param(value = "lower steps, or a bound of them", role = Role.INNER_STEPS, symbol = "T")
        int lowerSteps,
    @Param("constant: T lower steps each; sqrt: sqrt(k + 1) of them, up to T") Length length,
    @Param("each step starts y at y_init(x), not where the last one ended") boolean coldStart,
    @Param("how the inverse Hessian is applied") Hypergradient estimator,
    @Param("rows of each lower step per block") Batch lowerBatch,
    @Param("rows of the upper loss per block") Batch upperBatch)
    implements Solver<Bsa.State> {

  /** Checks the ranges. */
  public Bsa {
    Args.atLeast(1, lowerSteps, "lowerSteps");
    Args.nonNegative(decay, "decay");
    if (coldStart) {
      Hypergradient.refuseContinuing(estimator);
    }
  }

  /** Ten lower steps, for curvatures about 1. */
  public Bsa() {
    this(
        Schedule.power(0.2, 0.5),
        Schedule.constant(0.5),
        0,
        10,
        Length.CONSTANT,
        false,
        new RandomTruncation(10, 0.5),
        Batch.of(64),
        Batch.of(64));
  }

  /** How many lower steps a step makes. */
  public enum Length {
    /** T in every step. */
    CONSTANT,
    /** The square root of the number of steps, up to T. */
    SQRT
  }

  /** x, y_i, and what the estimator keeps. */
  public record State(Vec x, Blocks y, @Visit("estimator") Adjoint adjoint) implements SolverState {
    @Override
    public Optional<Blocks> lower() {
      return Optional.of(y);
    }
  }

  @Override
  public Requirements requirements() {
    return Requirements.of(
            Set.of(DualSide.Kind.NONE),
            Set.of(Requirements.Trait.UPPER_SET),
            Set.of(OracleCall.LOWER_GRAD_Y))
        .and(estimator.calls());
  }

  @Override
  public Cost cost() {
    int fewest = length == Length.SQRT ? 1 : lowerSteps();
    return directionCost(fewest)
        .upTo(directionCost(lowerSteps()))
        .and(OracleCall.LOWER_GRAD_Y, fewest, lowerSteps());
  }

  private Cost directionCost(int lowerSteps) {
    Hypergradient of = estimator;
    return coldStart ? of.coldCost(lowerSteps) : of.cost(lowerSteps);
  }

  @Override
  public State init(Step k) {
    Vec x = k.startUpper();
    return new State(x, k.startLower(x), estimator.start(k));
  }

  @Override
  public void step(State s, Step k) {
    BlockSet all = k.allBlocks();
    LowerTrajectory y =
        coldStart
            ? LowerTrajectory.cold(k, all, s.x, lowerBatch)
            : LowerTrajectory.from(k, all, s.x, s.y, lowerBatch);
    for (int t = 0; t < lowerSteps(k); t++) {
      y.descend(etaY.at(k) / (1 + decay * t), y.points().gradY()); // (B1)
    }
    UpperPoints f = y.upper(k.draw(Purpose.UPPER, upperBatch));
    Vec h = s.adjoint.direction(k, y, f, k.weights(all)); // (B2)
    k.descend(s.x, etaX.at(k), h); // (B3)
    s.y.copyFrom(y.last());
  }

  private int lowerSteps(Step k) {
    if (length == Length.CONSTANT) {
      return lowerSteps();
    }
    return (int) Math.min(lowerSteps(), Math.ceil(Math.sqrt(k.index() + 1.0)));
  }
}

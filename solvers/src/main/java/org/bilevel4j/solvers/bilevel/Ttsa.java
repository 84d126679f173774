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
import org.bilevel4j.solvers.estimators.Adjoint;
import org.bilevel4j.solvers.estimators.Hypergradient;
import org.bilevel4j.solvers.estimators.RandomTruncation;
import org.bilevel4j.solvers.lower.LowerTrajectory;

/**
 * TTSA: two-timescale stochastic approximation for one bilevel block.
 *
 * <pre>
 * problem   min_{x in X}  f(x, y*(x)),   y*(x) = argmin_y g(x, y)
 * step k    y  :=  y - beta_k grad_y g(x, y)                                    (T1)
 *           h  ~   grad_x f - (grad2_xy g)(grad2_yy g)^-1 grad_y f  at (x, new y),
 *                  inverse by random truncation                                 (T2)
 *           x  :=  P_X [ x - alpha_k h ]                                        (T3)
 * symbols   x (d_x) | y (d_y) | alpha_k ~ k^-3/5, beta_k ~ k^-2/5 (two timescales)
 * cost      per step: 1 grad_y g, 1 gradient of f, the estimator's products
 * assumes   g strongly convex in y; X closed and convex
 * returns   the theory's random iterate is the engine's RANDOM
 * </pre>
 */
@AutoService(Component.class)
@Listed(
    name = "ttsa",
    title = "two-timescale stochastic approximation for one bilevel block",
    source = "Hong, Wai, Wang, Yang 2020, Algorithm 1",
    differs = "nothing by default; any estimator may take the place of random truncation")
public record Ttsa(
    @Param(role = Role.STEP_UPPER, symbol = "alpha") Schedule alpha,
    @Param(role = Role.STEP_LOWER, symbol = "beta") Schedule beta,
    @Param("how the inverse Hessian is applied") Hypergradient estimator,
    @Param("rows of the lower step") Batch lowerBatch,
    @Param("rows of the upper loss per step") Batch upperBatch)
    implements Solver<Ttsa.State> {

  /** The paper's exponents. */
  public Ttsa() {
    this(
        Schedule.power(0.2, 0.6),
        Schedule.power(0.5, 0.4),
        new RandomTruncation(10, 0.5),
        Batch.of(64),
        Batch.of(64));
  }

  /** x, y, and what the estimator keeps. */
  public record State(Vec x, Blocks y, @Visit("estimator") Adjoint adjoint) implements SolverState {
    @Override
    public Optional<Blocks> lower() {
      return Optional.of(y);
    }
  }

  @Override
  public Requirements requirements() {
    return Requirements.of(
            Set.of(DualSide.Kind.NONE, DualSide.Kind.SIMPLEX),
            Set.of(Requirements.Trait.UPPER_SET, Requirements.Trait.SINGLE_BLOCK),
            Set.of(OracleCall.LOWER_GRAD_Y))
        .and(estimator.calls());
  }

  @Override
  public Cost cost() {
    return estimator.cost(1).and(OracleCall.LOWER_GRAD_Y, 1);
  }

  @Override
  public State init(Step k) {
    Vec x = k.startUpper();
    Blocks y = k.startLower(x);
    return new State(x, y, estimator.start(k));
  }

  @Override
  public void step(State s, Step k) {
    BlockSet block = k.allBlocks();
    LowerTrajectory y = LowerTrajectory.from(k, block, s.x, s.y, lowerBatch);
    y.descend(beta.at(k), y.points().gradY()); // (T1)
    UpperPoints f = y.upper(k.draw(Purpose.UPPER, upperBatch));
    Vec h = s.adjoint.direction(k, y, f, k.weights(block)); // (T2)
    k.descend(s.x, alpha.at(k), h); // (T3)
    s.y.copyFrom(y.last());
  }
}

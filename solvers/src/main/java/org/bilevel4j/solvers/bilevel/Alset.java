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
import org.bilevel4j.solvers.estimators.Neumann;
import org.bilevel4j.solvers.lower.LowerTrajectory;

/**
 * ALSET: T lower steps, then one of x, both on one timescale.
 *
 * <pre>
 * problem   min_{x in X} (1/m) sum_i f_i(x, y_i*(x)),   y_i*(x) = argmin_y g_i(x, y)
 * step k    T times  y_i :=  y_i - eta_y grad_y g_i(x, y_i), fresh rows each             (A1)
 *           h        ~   (1/m) sum_i [ grad_x f_i - (grad2_xy g_i)(grad2_yy g_i)^-1 grad_y f_i ]
 *                        at (x, new y_i), inverse by a Neumann series                    (A2)
 *           x        :=  P_X[ x - eta_x h ]                                              (A3)
 * symbols   x, h (d_x) | y_i (d_i) | eta_x, eta_y ~ K^-1/2 (by default k^-1/2)
 * cost      per step and block: T grad_y g, 1 gradient of f, the estimator's products
 * memory    d_x + sum_i d_i and what the estimator keeps
 * assumes   g_i strongly convex in y; length of the series of the order log K
 * returns   theory: a random iterate (the engine's RANDOM)
 * </pre>
 */
@AutoService(Component.class)
@Listed(
    name = "alset",
    title = "alternating descent with one timescale for x and y",
    source = "Chen, Sun, Yin 2021, Algorithm 1",
    differs = "several blocks, P_X and other estimators are extensions")
public record Alset(
    @Param(role = Role.STEP_UPPER, symbol = "alpha") Schedule etaX,
    @Param(role = Role.STEP_LOWER, symbol = "beta") Schedule etaY,
    @Param(role = Role.INNER_STEPS, symbol = "T") int lowerSteps,
    @Param("how the inverse Hessian is applied") Hypergradient estimator,
    @Param("rows of each lower step per block") Batch lowerBatch,
    @Param("rows of the upper loss per block") Batch upperBatch)
    implements Solver<Alset.State> {

  /** Checks the range. */
  public Alset {
    Args.atLeast(1, lowerSteps, "lowerSteps");
  }

  /** The paper's exponent, step by step, and one lower step. */
  public Alset() {
    this(
        Schedule.power(0.2, 0.5),
        Schedule.power(0.5, 0.5),
        1,
        new Neumann(10, 0.5),
        Batch.of(64),
        Batch.of(64));
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
    return estimator.cost(lowerSteps).and(OracleCall.LOWER_GRAD_Y, lowerSteps);
  }

  @Override
  public State init(Step k) {
    Vec x = k.startUpper();
    return new State(x, k.startLower(x), estimator.start(k));
  }

  @Override
  public void step(State s, Step k) {
    BlockSet all = k.allBlocks();
    LowerTrajectory y = LowerTrajectory.from(k, all, s.x, s.y, lowerBatch);
    for (int t = 0; t < lowerSteps; t++) {
      y.descend(etaY.at(k), y.points().gradY()); // (A1)
    }
    UpperPoints f = y.upper(k.draw(Purpose.UPPER, upperBatch));
    Vec h = s.adjoint.direction(k, y, f, k.weights(all)); // (A2)
    k.descend(s.x, etaX.at(k), h); // (A3)
    s.y.copyFrom(y.last());
  }
}

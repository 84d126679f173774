package org.bilevel4j.solvers.minmax;

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
import org.bilevel4j.core.problem.Sampler;
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
import org.bilevel4j.solvers.estimators.Neumann;
import org.bilevel4j.solvers.lower.LowerTrajectory;
import org.bilevel4j.solvers.updates.LazyMomentum;
import org.bilevel4j.solvers.updates.UpperAverage;

/**
 * SMB: bilevel descent with a moving average for x and fresh samples for the inverse Hessian; one
 * block, or the mean over sampled blocks.
 *
 * <pre>
 * problem   min_{x in X} (1/m) sum_i f_i(x, y_i*(x)),   y_i*(x) = argmin_y g_i(x, y)
 * step k    I     :=  n blocks without replacement
 *           y_i   :=  y_i - eta_y grad_y g_i(x, y_i)                         i in I      (S1)
 *           Delta ~   (1/n) sum_I [ grad_x f_i - (grad2_xy g_i)(grad2_yy g_i)^-1 grad_y f_i ]
 *                     at (x, old y_i), inverse as the estimator makes it                 (S2)
 *           d     :=  (1 - beta) d + beta Delta                                          (S3)
 *           x     :=  P_X[ x - eta_x d ]                                                 (S4)
 * symbols   x, d (d_x) | y_i (d_i)
 * cost      per step and sampled block: 1 grad_y g, 1 gradient of f, the estimator's products
 * assumes   g_i strongly convex in y
 * returns   theory: a random iterate (the engine's RANDOM)
 * </pre>
 */
@AutoService(Component.class)
@Listed(
    name = "smb",
    title = "bilevel descent with a moving average for x and fresh Neumann samples",
    source = "Guo, Xu, Yin, Jin, Yang 2021 (SMB)",
    differs = "several blocks, P_X and other estimators are extensions")
public record Smb(
    @Param(role = Role.STEP_UPPER, symbol = "eta_x") Schedule etaX,
    @Param(role = Role.STEP_LOWER, symbol = "eta_y") Schedule etaY,
    @Param("moving average of the direction of x") UpperAverage average,
    @Param("how the inverse Hessian is applied") Hypergradient estimator,
    @Param(role = Role.BLOCKS, symbol = "|I|") Sampler blocksPerStep,
    @Param("rows of the lower loss per block") Batch lowerBatch,
    @Param("rows of the upper loss per block") Batch upperBatch)
    implements Solver<Smb.State> {

  /** Checks the ranges. */
  public Smb {
    Hypergradient.refuseUnrolling(estimator);
  }

  /** Constant steps for curvatures about 1. */
  public Smb() {
    this(
        Schedule.constant(0.05),
        Schedule.constant(0.2),
        UpperAverage.of(0.1),
        new Neumann(10, 0.5),
        Sampler.of(16),
        Batch.of(64),
        Batch.of(64));
  }

  /** x with its direction d, y_i, and what the estimator keeps. */
  public record State(Vec x, LazyMomentum d, Blocks y, @Visit("estimator") Adjoint adjoint)
      implements SolverState {
    @Override
    public void currentX(Vec out) {
      d.current(x, out);
    }

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
    return estimator.cost(0).and(OracleCall.LOWER_GRAD_Y, 1);
  }

  @Override
  public State init(Step k) {
    Vec x = k.startUpper();
    return new State(x, LazyMomentum.start(k.problem()), k.startLower(x), estimator.start(k));
  }

  @Override
  public void step(State s, Step k) {
    BlockSet set = k.sampleBlocks(blocksPerStep);
    s.d.catchUp(set, s.x);
    LowerTrajectory y = LowerTrajectory.from(k, set, s.x, s.y, lowerBatch);
    UpperPoints f = y.upper(k.draw(Purpose.UPPER, upperBatch));
    Vec delta = s.adjoint.direction(k, y, f, k.weights(set)); // (S2)
    s.y.axpy(-etaY.at(k), y.points().gradY()); // (S1)
    average.move(s.d, set, delta, etaX.at(k), s.x, k); // (S3), (S4)
  }
}

package org.bilevel4j.solvers.robust;

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
import org.bilevel4j.solvers.lower.AuthorScriptOptions;
import org.bilevel4j.solvers.lower.LowerTrajectory;
import org.bilevel4j.solvers.updates.Momentum;

/**
 * min-avg: MORBiT with lambda fixed at 1/m, the baseline of its paper.
 *
 * <pre>
 * problem   min_{x in X}  (1/m) sum_i f_i(x, y_i*(x)),   y_i*(x) = argmin_y g_i(x, y)
 * step k    y_i     :=  y_i - beta_k grad_y g_i(x, y_i)     for all i, T times   (M1)
 *           h       ~   (1/m) sum_i [ grad_x f_i - (grad2_xy g_i)(grad2_yy g_i)^-1 grad_y f_i ]
 *                       at (x, new y_i), inverse as the estimator makes it       (M2)
 *           x       :=  P_X    [ x - alpha_k h ]                                 (M3)
 * symbols   x (d_x) | y_i (d_i) | T lower steps, 1 in the paper
 * cost      per step and block: T grad_y g, 1 gradient of f, the estimator's products
 * assumes   g_i strongly convex in y; every block takes part in every step
 * options   T > 1, momentum, decay and Adam (Momentum), one batch for all T steps and leaking
 *           gradients (AuthorScriptOptions)
 * </pre>
 */
@AutoService(Component.class)
@Listed(
    name = "min-avg",
    title = "single-loop descent on the mean of m bilevel objectives",
    source = "Gu, Lu, Ram, Weng, ICLR 2023, section 5 (baseline)",
    differs = "nothing by default")
public record MinAvg(
    @Param(role = Role.STEP_UPPER, symbol = "alpha") Schedule alpha,
    @Param(role = Role.STEP_LOWER, symbol = "beta") Schedule beta,
    @Param(role = Role.INNER_STEPS, symbol = "T") int lowerSteps,
    @Param("how the inverse Hessian is applied") Hypergradient estimator,
    @Param("rows per lower step and block") Batch lowerBatch,
    @Param("rows of the upper loss per step and block") Batch upperBatch,
    @Param("options of x and y that the paper does not have") Momentum momentum,
    @Param("options of the lower steps that the paper does not have") AuthorScriptOptions lower)
    implements Solver<MinAvg.State> {

  /** Checks the range of lowerSteps, and that the estimator sees the momentum. */
  public MinAvg {
    Args.atLeast(1, lowerSteps, "lowerSteps");
    momentum.requireFollowed(estimator);
  }

  /** The paper's exponents and one lower step. */
  public MinAvg() {
    this(
        Schedule.power(0.2, 0.6),
        Schedule.power(0.5, 0.4),
        1,
        new Neumann(10, 0.5),
        Batch.of(64),
        Batch.of(64),
        Momentum.none(),
        AuthorScriptOptions.none());
  }

  /** x, y_i, and what the options keep. */
  public record State(
      Vec x, Blocks y, @Visit("estimator") Adjoint adjoint, Momentum.Buffers momentum)
      implements SolverState {
    @Override
    public Optional<Blocks> lower() {
      return Optional.of(y);
    }
  }

  @Override
  public Requirements requirements() {
    return Requirements.of(
            cost(), Set.of(DualSide.Kind.NONE, DualSide.Kind.SIMPLEX), Requirements.Trait.UPPER_SET)
        .and(estimator.calls());
  }

  @Override
  public Cost cost() {
    return estimator.cost(lowerSteps).and(lower.cost(lowerSteps));
  }

  @Override
  public State init(Step k) {
    Vec x = k.startUpper();
    Blocks y = k.startLower(x);
    return new State(x, y, estimator.start(k), momentum.start(k, x, y));
  }

  @Override
  public void step(State s, Step k) {
    BlockSet all = k.allBlocks();
    LowerTrajectory y = lower.path(k, all, s.x, s.y, lowerBatch).under(momentum.rule());
    for (int t = 0; t < lowerSteps; t++) {
      y.descend(beta.at(k), s.momentum.lower(k, y.points().gradY(), y.last())); // (M1)
    }
    UpperPoints f = y.upper(k.draw(Purpose.UPPER, upperBatch));
    Vec h = s.adjoint.direction(k, y, f, k.weights(all)); // (M2)
    lower.leak(y, h);
    k.descend(s.x, alpha.at(k), s.momentum.upper(k, h, s.x)); // (M3)
    s.y.copyFrom(y.last());
  }
}

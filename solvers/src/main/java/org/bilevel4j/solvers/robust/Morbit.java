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
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.Draw;
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
import org.bilevel4j.solvers.lower.AuthorScriptOptions;
import org.bilevel4j.solvers.lower.LowerTrajectory;
import org.bilevel4j.solvers.updates.HeavyBall;
import org.bilevel4j.solvers.updates.Momentum;
import org.bilevel4j.solvers.updates.SimplexStep;

/**
 * MORBiT: single-loop gradient descent-ascent for min-max multi-objective bilevel problems.
 *
 * <pre>
 * problem   min_x max_lambda sum_i lambda_i f_i(x, y_i*(x)),  y_i*(x) = argmin_y g_i(x, y)
 * step k    y_i     :=  y_i - beta_k grad_y g_i(x, y_i)     for all i, T times   (M1)
 *           h       ~   sum_i lambda_i [ grad_x f_i - (grad2_xy g_i)(grad2_yy g_i)^-1 grad_y f_i ]
 *                       at (x, new y_i), inverse as the estimator makes it       (M2)
 *           x       :=  P_X    [ x - alpha_k h ]                                 (M3)
 *           lambda  :=  P_Delta[ lambda + gamma_k (f_1, ..., f_m)(old x, new y) ] (M4)
 * symbols   x (d_x), in X | y_i (d_i) | lambda (m), in the simplex Delta | T is 1 in the paper
 * cost      per step and block: T grad_y g, 1 value and gradient of f, the estimator's products
 * assumes   g_i strongly convex in y; every block takes part in every step
 * options   T > 1, (M4) at the new x as the authors' slides have it, pull, floor, entropic step,
 *           momentum and decay (SimplexStep), momentum, decay and Adam (Momentum), one batch for
 *           all T steps and leaking gradients (AuthorScriptOptions)
 * returns   theory: tau uniform in 1..K (the engine's RANDOM); y tracks y* of the x before it
 * </pre>
 */
@AutoService(Component.class)
@Listed(
    name = "morbit",
    title = "single-loop descent-ascent on the worst case of m bilevel objectives",
    source = "Gu, Lu, Ram, Weng, ICLR 2023, Algorithm 1",
    differs = "nothing by default")
public record Morbit(
    @Param(role = Role.STEP_UPPER, symbol = "alpha") Schedule alpha,
    @Param(role = Role.STEP_LOWER, symbol = "beta") Schedule beta,
    @Param(role = Role.STEP_WEIGHTS, symbol = "gamma") Schedule gamma,
    @Param(role = Role.INNER_STEPS, symbol = "T") int lowerSteps,
    @Param("how the inverse Hessian is applied") Hypergradient estimator,
    @Param("rows per lower step and block") Batch lowerBatch,
    @Param("rows of the upper loss per step and block") Batch upperBatch,
    @Param("options of the weights' step") SimplexStep lambda,
    @Param("options of x and y that the paper does not have") Momentum momentum,
    @Param("options of the lower steps that the paper does not have") AuthorScriptOptions lower)
    implements Solver<Morbit.State> {

  /** Checks the range of lowerSteps, and that the estimator sees the momentum. */
  public Morbit {
    Args.atLeast(1, lowerSteps, "lowerSteps");
    momentum.requireFollowed(estimator);
  }

  /** The paper's exponents and one lower step. */
  public Morbit() {
    this(
        Schedule.power(0.2, 0.6),
        Schedule.power(0.5, 0.4),
        Schedule.power(0.2, 0.6),
        1,
        new Neumann(10, 0.5),
        Batch.of(64),
        Batch.of(64),
        SimplexStep.plain(),
        Momentum.none(),
        AuthorScriptOptions.none());
  }

  /** x, lambda, y_i, and what the options keep. */
  public record State(
      Vec x,
      Vec lambda,
      Blocks y,
      @Visit("estimator") Adjoint adjoint,
      Momentum.Buffers momentum,
      @Visit("momentum.lambda") HeavyBall ballLambda)
      implements SolverState {
    @Override
    public Optional<Vec> weights() {
      return Optional.of(lambda);
    }

    @Override
    public Optional<Blocks> lower() {
      return Optional.of(y);
    }
  }

  @Override
  public Requirements requirements() {
    return Requirements.of(cost(), Set.of(DualSide.Kind.SIMPLEX), Requirements.Trait.UPPER_SET)
        .and(estimator.calls());
  }

  @Override
  public Cost cost() {
    return estimator.cost(lowerSteps).and(lower.cost(lowerSteps)).and(OracleCall.UPPER_VALUE, 1);
  }

  @Override
  public State init(Step k) {
    Vec x = k.startUpper();
    Blocks y = k.startLower(x);
    return new State(
        x,
        SimplexStep.uniform(k.blocks()),
        y,
        estimator.start(k),
        momentum.start(k, x, y),
        lambda.start(k.blocks()));
  }

  @Override
  public void step(State s, Step k) {
    BlockSet all = k.allBlocks();
    LowerTrajectory y = lower.path(k, all, s.x, s.y, lowerBatch).under(momentum.rule());
    for (int t = 0; t < lowerSteps; t++) {
      y.descend(beta.at(k), s.momentum.lower(k, y.points().gradY(), y.last())); // (M1)
    }
    Draw rows = k.draw(Purpose.UPPER, upperBatch);
    UpperPoints f = y.upper(rows);
    Vec h = s.adjoint.direction(k, y, f, Weights.of(s.lambda)); // (M2)
    Vec losses = lambda.atOldX() ? f.values() : k.vec(0);
    lower.leak(y, h);
    k.descend(s.x, alpha.at(k), s.momentum.upper(k, h, s.x)); // (M3)
    if (!lambda.atOldX()) {
      losses = k.upper(all, s.x, y.last(), rows).values();
    }
    lambda.climb(s.lambda, gamma.at(k), losses, s.ballLambda); // (M4)
    s.y.copyFrom(y.last());
  }
}

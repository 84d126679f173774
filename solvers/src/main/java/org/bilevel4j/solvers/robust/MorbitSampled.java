package org.bilevel4j.solvers.robust;

import com.google.auto.service.AutoService;
import java.util.Optional;
import java.util.Set;
import org.bilevel4j.core.catalogue.Basis;
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
import org.bilevel4j.core.util.Args;
import org.bilevel4j.solvers.estimators.Adjoint;
import org.bilevel4j.solvers.estimators.Hypergradient;
import org.bilevel4j.solvers.estimators.Neumann;
import org.bilevel4j.solvers.lower.LowerTrajectory;
import org.bilevel4j.solvers.updates.SimplexStep;
import org.bilevel4j.solvers.updates.SimplexWeights;

/**
 * MORBiT with sampled blocks and unbiased weights, for a large number of objectives. Ours: not in
 * the paper, whose analysis needs every block in every step.
 *
 * <pre>
 * problem   min_x max_lambda sum_i lambda_i f_i(x, y_i*(x)),  y_i*(x) = argmin_y g_i(x, y)
 * step k    I       :=  n of the m blocks without replacement
 *           y_i     :=  y_i - beta_k grad_y g_i(x, y_i)       for i in I, T times     (R1)
 *           h       ~   (m/n) sum_I lambda_i [ grad_x f_i
 *                         - (grad2_xy g_i)(grad2_yy g_i)^-1 grad_y f_i ]
 *                       at (x, new y_i), inverse as the estimator makes it            (R2)
 *           x       :=  P_X [ x - alpha_k h ]                                         (R3)
 *           u_i     :=  (m/n) f_i(old x, new y_i) for i in I, 0 elsewhere             (R4)
 *           lambda  :=  lambda_i exp(gamma_k u_i) / sum (entropic)                    (R5)
 *                       or P_Delta[ lambda + gamma_k u ] (euclidean, the paper's rule)
 * symbols   x (d_x), in X | y_i (d_i) | lambda (m), in the simplex Delta
 * cost      per step and sampled block: T grad_y g, 1 value and gradient of f, the estimator's
 *           products; for lambda n log2(m) (entropic) or m (euclidean)
 * memory    d_x + sampled blocks times d_i; lambda m numbers (euclidean), about 4 m (entropic)
 * assumes   g_i strongly convex in y. u_i is m/n times as large as f_i: gamma shrinks with n/m
 * </pre>
 */
@AutoService(Component.class)
@Listed(
    name = "morbit-sampled",
    title = "descent-ascent on the worst case of many bilevel objectives, a few per step",
    source = "after Gu, Lu, Ram, Weng, ICLR 2023, Algorithm 1",
    differs =
        "ours: sampled blocks, unbiased weights, entropic step by default; Euclidean with all "
            + "blocks it is MORBiT",
    basis = Basis.OURS)
public record MorbitSampled(
    @Param(role = Role.STEP_UPPER, symbol = "alpha") Schedule alpha,
    @Param(role = Role.STEP_LOWER, symbol = "beta") Schedule beta,
    @Param(role = Role.STEP_WEIGHTS, symbol = "gamma") Schedule gamma,
    @Param(role = Role.INNER_STEPS, symbol = "T") int lowerSteps,
    @Param("how the inverse Hessian is applied") Hypergradient estimator,
    @Param("rows per lower step and block") Batch lowerBatch,
    @Param("rows of the upper loss per step and block") Batch upperBatch,
    @Param("options of the weights' step") SimplexStep lambda,
    @Param(role = Role.BLOCKS, symbol = "n") Sampler blocksPerStep)
    implements Solver<MorbitSampled.State> {

  /** Checks the ranges. */
  public MorbitSampled {
    Args.atLeast(1, lowerSteps, "lowerSteps");
  }

  /** The exponents of MORBiT, one lower step, entropic weights. */
  public MorbitSampled() {
    this(
        Schedule.power(0.2, 0.6),
        Schedule.power(0.5, 0.4),
        Schedule.power(0.2, 0.6),
        1,
        new Neumann(10, 0.5),
        Batch.of(64),
        Batch.of(64),
        new SimplexStep(SimplexStep.At.OLD_X, SimplexStep.Rule.ENTROPIC, 0, false, 0, 0, 0),
        Sampler.of(16));
  }

  /** x, lambda, y_i, and what the estimator keeps. */
  public record State(Vec x, SimplexWeights lambda, Blocks y, @Visit("estimator") Adjoint adjoint)
      implements SolverState {
    @Override
    public Optional<Vec> weights() {
      return Optional.of(lambda.lambda());
    }

    @Override
    public Optional<Blocks> lower() {
      return Optional.of(y);
    }
  }

  @Override
  public Requirements requirements() {
    return Requirements.of(
            Set.of(DualSide.Kind.SIMPLEX),
            Set.of(Requirements.Trait.UPPER_SET),
            Set.of(OracleCall.LOWER_GRAD_Y, OracleCall.UPPER_VALUE))
        .and(estimator.calls());
  }

  @Override
  public Cost cost() {
    return estimator
        .cost(lowerSteps)
        .and(OracleCall.LOWER_GRAD_Y, lowerSteps)
        .and(OracleCall.UPPER_VALUE, 1);
  }

  @Override
  public State init(Step k) {
    Vec x = k.startUpper();
    return new State(
        x, SimplexWeights.start(lambda, k.blocks()), k.startLower(x), estimator.start(k));
  }

  @Override
  public void step(State s, Step k) {
    BlockSet set = k.sampleBlocks(blocksPerStep);
    LowerTrajectory y = LowerTrajectory.from(k, set, s.x, s.y, lowerBatch);
    for (int t = 0; t < lowerSteps; t++) {
      y.descend(beta.at(k), y.points().gradY()); // (R1)
    }
    Draw rows = k.draw(Purpose.UPPER, upperBatch);
    UpperPoints f = y.upper(rows);
    Vec h = s.adjoint.direction(k, y, f, s.lambda.over(k, set)); // (R2)
    Vec losses = lambda.atOldX() ? f.values() : k.vec(0);
    k.descend(s.x, alpha.at(k), h); // (R3)
    if (!lambda.atOldX()) {
      losses = k.upper(set, s.x, y.last(), rows).values();
    }
    s.lambda.climb(k, set, gamma.at(k), losses); // (R4), (R5)
    s.y.copyFrom(y.last());
  }
}

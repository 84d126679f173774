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
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.LowerPoints;
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
import org.bilevel4j.solvers.updates.LazyMomentum;
import org.bilevel4j.solvers.updates.LossAverage;
import org.bilevel4j.solvers.updates.SimplexStep;
import org.bilevel4j.solvers.updates.SimplexWeights;

/**
 * Robust MA-SOBA: the worst case over objectives, single loop, with moving averages of the
 * direction of x and of the losses that lambda climbs along. Ours.
 *
 * <pre>
 * problem   min_x max_lambda sum_i lambda_i f_i(x, y_i*(x)),  y_i*(x) = argmin_y g_i(x, y)
 * step k    I       :=  n of the m blocks without replacement; B_i, B'_i rows of f_i, g_i
 *           x       :=  P_X[ x - eta_x d ],  the OLD d                                   (W1)
 *           y_i     :=  y_i - eta_y grad_y g_i(x, y_i; B'_i)                    i in I   (W2)
 *           v_i     :=  v_i - eta_v (grad2_yy g_i(B'_i) v_i - grad_y f_i(B_i))  i in I   (W3)
 *           d       :=  (1 - th) d + th (m/n) sum_I lambda_i [ grad_x f_i(B_i)
 *                         - grad2_xy g_i(B'_i) v_i ]                                     (W4)
 *           u_i     :=  (1 - th_u) u_i + th_u f_i(x, y_i; B_i), at first f_i    i in I   (W5)
 *           lambda  :=  P_Delta[ lambda + gamma (m/n) u_i in I, 0 elsewhere ]            (W6)
 *           all right-hand sides at the iterates of the start of the step, W6 at the new u
 * symbols   x, d (d_x) | y_i, v_i (d_i) | u_i | lambda (m) | v_i near (grad2_yy g_i)^-1 grad_y f_i
 * cost      per step and sampled block: value and gradient of f, grad_y g, H v, J v; for lambda m,
 *           or n log2(m) with the entropic rule
 * memory    2 d_x + m + sampled blocks times (2 d_i + 1)
 * assumes   g_i strongly convex in y; th and th_u well above eta_x and gamma: averages lag, and a
 *           lag makes descent-ascent circle (on P2 th = 0.1 with gamma = 0.05 does not converge)
 * </pre>
 */
@AutoService(Component.class)
@Listed(
    name = "robust-ma-soba",
    title = "worst case over bilevel objectives with moving averages",
    source =
        "ours, after Chen, Xiao, Balasubramanian 2024 (MA-SOBA) and Gu, Lu, Ram, Weng, ICLR "
            + "2023",
    differs = "ours; d starts at zero, so that the first step leaves x alone",
    basis = Basis.OURS)
public record RobustMaSoba(
    @Param(role = Role.STEP_UPPER, symbol = "eta_x") Schedule etaX,
    @Param(role = Role.STEP_LOWER, symbol = "eta_y") Schedule etaY,
    @Param(role = Role.STEP_ADJOINT, symbol = "eta_v") Schedule etaV,
    @Param(role = Role.STEP_WEIGHTS, symbol = "gamma") Schedule gamma,
    @Param(value = "weight of the new direction in d", symbol = "th", range = "in [0, 1]")
        Schedule newWeight,
    @Param(value = "weight of the new loss in u", symbol = "th_u", range = "in [0, 1]")
        Schedule newWeightLoss,
    @Param("options of the weights' step") SimplexStep lambda,
    @Param(role = Role.BLOCKS, symbol = "n") Sampler blocksPerStep,
    @Param(value = "rows of the lower loss per block", symbol = "B'") Batch lowerBatch,
    @Param(value = "rows of the upper loss per block", symbol = "B") Batch upperBatch)
    implements Solver<RobustMaSoba.State> {

  /** Checks the ranges. */
  public RobustMaSoba {
    lambda.requireOldX("W5");
  }

  /** Constant steps for curvatures about 1. */
  public RobustMaSoba() {
    this(
        Schedule.constant(0.05),
        Schedule.constant(0.2),
        Schedule.constant(0.2),
        Schedule.constant(0.02),
        Schedule.constant(0.5),
        Schedule.constant(0.5),
        SimplexStep.plain(),
        Sampler.of(16),
        Batch.of(64),
        Batch.of(64));
  }

  /** x with its direction d, lambda, y_i, v_i and u_i. */
  public record State(Vec x, LazyMomentum d, SimplexWeights lambda, Blocks y, Blocks v, Blocks u)
      implements SolverState {
    @Override
    public void currentX(Vec out) {
      d.current(x, out);
    }

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
    return Requirements.of(cost(), Set.of(DualSide.Kind.SIMPLEX), Requirements.Trait.UPPER_SET);
  }

  @Override
  public Cost cost() {
    return Cost.each(
        OracleCall.UPPER_VALUE,
        OracleCall.UPPER_GRAD_X,
        OracleCall.UPPER_GRAD_Y,
        OracleCall.LOWER_GRAD_Y,
        OracleCall.LOWER_HVP,
        OracleCall.LOWER_CROSS_XY);
  }

  @Override
  public State init(Step k) {
    Vec x = k.startUpper();
    return new State(
        x,
        LazyMomentum.start(k.problem()),
        SimplexWeights.start(lambda, k.blocks()),
        k.startLower(x),
        k.state("adjoints", k.problem().lowerDims()),
        k.state("averaged losses", Dims.uniform(k.blocks(), 1)));
  }

  @Override
  public void step(State s, Step k) {
    BlockSet set = k.sampleBlocks(blocksPerStep);
    s.d.catchUp(set, s.x);
    LowerPoints g = k.lower(set, s.x, s.y, k.draw(Purpose.LOWER, lowerBatch));
    UpperPoints f = k.upper(set, s.x, s.y, k.draw(Purpose.UPPER, upperBatch));
    Weights w = s.lambda.over(k, set);
    Vec delta = f.gradX(w);
    g.addCrossXY(w.times(-1), s.v, delta);
    Blocks residual = g.hvpYY(s.v);
    residual.axpy(-1, f.gradY());
    Vec losses = LossAverage.through(s.u, f, newWeightLoss.at(k), k); // (W5)
    s.y.axpy(-etaY.at(k), g.gradY()); // (W2)
    s.v.axpy(-etaV.at(k), residual); // (W3)
    s.d.move(set, 1, 0, delta, etaX.at(k), s.x); // (W1): d itself stays
    double th = newWeight.at(k);
    s.d.move(set, 1 - th, th, delta, 0, s.x); // (W4): x stays
    s.lambda.climb(k, set, gamma.at(k), losses); // (W6)
  }
}

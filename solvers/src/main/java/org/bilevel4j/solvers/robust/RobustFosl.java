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
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.Draw;
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
import org.bilevel4j.solvers.estimators.GradientPair;
import org.bilevel4j.solvers.updates.SimplexStep;
import org.bilevel4j.solvers.updates.SimplexWeights;

/**
 * Robust FOSL: the worst case over objectives with first derivatives only, simplex weights on the
 * penalty method. Ours.
 *
 * <pre>
 * problem   min_x max_lambda sum_i lambda_i f_i(x, y_i*(x)),  y_i*(x) = argmin_y g_i(x, y)
 *           as min over x, y, max over lambda, z of
 *           sum_i lambda_i [ f_i(x, y_i) + sigma (g_i(x, y_i) - g_i(x, z_i)) ]
 * step k    I       :=  n of the m blocks without replacement; B, B', B'', B''' rows
 *           z_i     :=  z_i - eta_z grad_y g_i(x, z_i; B')                      i in I   (P1)
 *           y_i     :=  y_i - eta_y [ grad_y f_i(x, y_i; B)
 *                         + sigma grad_y g_i(x, y_i; B'') ]                     i in I   (P2)
 *           x       :=  P_X[ x - eta_x (m/n) sum_I lambda_i { grad_x f_i(x, y_i; B) + sigma
 *                         (grad_x g_i(x, y_i; B''') - grad_x g_i(x, z_i; B''')) } ]      (P3)
 *           l_i     :=  f_i(x, y_i; B) + sigma (g_i(x, y_i; B''') - g_i(x, z_i; B'''))
 *           lambda  :=  P_Delta[ lambda + gamma u ], u_i = (m/n) l_i in I, 0 elsewhere   (P4)
 *           all at the iterates of the start of the step
 * symbols   x (d_x) | y_i, z_i (d_i), z_0 = y_0 | lambda (m) | sigma
 * cost      per step and sampled block: value and gradient of f, 2 grad_y g, 2 grad_x g, 2 values
 *           of g; for lambda m, or n log2(m) with the entropic rule
 * memory    d_x + m + sampled blocks times 2 d_i
 * assumes   sigma above 2 L_f / mu_g; step sizes as for FOSL
 * bias      the fixed point is the worst case of the penalised objectives, C / sigma away
 * options   lambda climbs on f_i alone
 * </pre>
 */
@AutoService(Component.class)
@Listed(
    name = "robust-fosl",
    title = "worst case over bilevel objectives with first derivatives only",
    source = "ours, after Yang, Si, Lyu, Ji, NeurIPS 2024 and Gu, Lu, Ram, Weng, ICLR 2023",
    differs =
        "ours; the penalty part is reconstructed from the published problem statement and "
            + "abstract",
    basis = Basis.OURS)
public record RobustFosl(
    @Param(role = Role.MULTIPLIER, symbol = "sigma") Schedule sigma,
    @Param(value = "step size of x, before division by 1 + sigma", role = Role.STEP_UPPER)
        Schedule etaX,
    @Param(value = "step size of y, before division by 1 + sigma", role = Role.STEP_PENALISED)
        Schedule etaY,
    @Param(value = "step size of z", role = Role.STEP_LOWER, symbol = "eta_z") Schedule etaZ,
    @Param(role = Role.STEP_WEIGHTS, symbol = "gamma") Schedule gamma,
    @Param(role = Role.DIVIDED) boolean divideBySigma,
    @Param("options of the weights' step") SimplexStep lambda,
    @Param("the weights climb on the penalised losses, or on the upper ones") ClimbOn climbOn,
    @Param(role = Role.BLOCKS, symbol = "n") Sampler blocksPerStep,
    @Param("rows of each lower batch per block") Batch lowerBatch,
    @Param("rows of the upper loss per block") Batch upperBatch)
    implements Solver<RobustFosl.State> {

  /** Checks the ranges. */
  public RobustFosl {
    lambda.requireOldX("P4");
  }

  /** sigma from 1 to 10 over the first fifth of the run. */
  public RobustFosl() {
    this(
        new Schedule.Ramp(1, 10, 0.2),
        Schedule.constant(0.2),
        Schedule.constant(0.2),
        Schedule.constant(0.2),
        Schedule.constant(0.02),
        true,
        SimplexStep.plain(),
        ClimbOn.PENALISED,
        Sampler.of(16),
        Batch.of(64),
        Batch.of(64));
  }

  /** Along which losses the weights climb. */
  public enum ClimbOn {
    /** f_i plus its penalty: the gradient in lambda of what x and y minimise. */
    PENALISED,
    /** f_i(x, y_i) alone. */
    UPPER
  }

  /** x, lambda, y_i and z_i; z_i is the one that tracks y_i*(x). */
  public record State(Vec x, SimplexWeights lambda, Blocks y, Blocks z) implements SolverState {
    @Override
    public Optional<Vec> weights() {
      return Optional.of(lambda.lambda());
    }

    @Override
    public Optional<Blocks> lower() {
      return Optional.of(z);
    }
  }

  @Override
  public Requirements requirements() {
    return Requirements.of(cost(), Set.of(DualSide.Kind.SIMPLEX), Requirements.Trait.UPPER_SET);
  }

  @Override
  public Cost cost() {
    Cost values = Cost.none().and(OracleCall.LOWER_VALUE, 2);
    return Cost.each(OracleCall.UPPER_VALUE, OracleCall.UPPER_GRAD_X, OracleCall.UPPER_GRAD_Y)
        .and(OracleCall.LOWER_GRAD_Y, 2)
        .and(OracleCall.LOWER_GRAD_X, 2)
        .and(climbOn == ClimbOn.PENALISED ? values : Cost.none());
  }

  @Override
  public State init(Step k) {
    Vec x = k.startUpper();
    SimplexWeights lambda = SimplexWeights.start(lambda(), k.blocks());
    return new State(x, lambda, k.startLower(x), k.startLower(x));
  }

  @Override
  public void step(State s, Step k) {
    BlockSet set = k.sampleBlocks(blocksPerStep);
    double sigma = sigma().at(k);
    double scale = divideBySigma ? 1 / (1 + sigma) : 1;
    UpperPoints f = k.upper(set, s.x, s.y, k.draw(Purpose.UPPER, upperBatch));
    Blocks dz = k.lower(set, s.x, s.z, k.draw(Purpose.LOWER, 0, lowerBatch)).gradY();
    LowerPoints own = k.lower(set, s.x, s.y, k.draw(Purpose.LOWER, 1, lowerBatch));
    Blocks dy = GradientPair.slope(k, f, sigma, own);
    Draw pair = k.draw(Purpose.CROSS, lowerBatch);
    LowerPoints gy = k.lower(set, s.x, s.y, pair);
    LowerPoints gz = k.lower(set, s.x, s.z, pair);
    Weights w = s.lambda.over(k, set);
    Vec h = f.gradX(w);
    gy.addGradX(w.times(sigma), h);
    gz.addGradX(w.times(-sigma), h);
    Vec losses = k.vec(set.size());
    losses.copyFrom(f.values());
    if (climbOn == ClimbOn.PENALISED) {
      losses.axpy(sigma, gy.values());
      losses.axpy(-sigma, gz.values());
    }
    s.z.axpy(-etaZ.at(k), dz); // (P1)
    s.y.axpy(-etaY.at(k) * scale, dy); // (P2)
    k.descend(s.x, etaX.at(k) * scale, h); // (P3)
    s.lambda.climb(k, set, gamma.at(k), losses); // (P4)
  }
}

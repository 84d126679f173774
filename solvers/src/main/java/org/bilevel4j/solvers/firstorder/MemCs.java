package org.bilevel4j.solvers.firstorder;

import com.google.auto.service.AutoService;
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
import org.bilevel4j.core.problem.Dual;
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
import org.bilevel4j.core.util.Args;
import org.bilevel4j.solvers.estimators.GradientPair;
import org.bilevel4j.solvers.updates.DualAscent;

/**
 * MemCS: memory-efficient cold-start min-max bilevel optimisation over sampled blocks; nothing of
 * the lower level is stored between steps.
 *
 * <pre>
 * problem   min_x max_alpha (1/m) sum_i f_i(x, alpha, y_i*(x)),  y_i*(x) = argmin_y g_i(x, y)
 *           with one alpha for all blocks or one each, as the problem has it
 * step t    I     :=  n blocks without replacement; for i in I
 *           z_i   :=  y_i := y_init (a constant or y_init(x), as the problem starts it)      (C1)
 *           K times                                                                          (C2)
 *             z_i :=  z_i - eta_z grad_y g_i(x, z_i)
 *             y_i :=  y_i - eta_y [ grad_y f_i(x, alpha, y_i) + sigma grad_y g_i(x, y_i) ]
 *           alpha :=  P_A[ alpha + eta_a (1/n) sum_I grad_alpha f_i(x, alpha, y_i) ]         (C3)
 *                     or, each with its own, P_A[ alpha_i + eta_a grad_alpha f_i ]
 *           x     :=  P_X[ x - eta_x (1/n) sum_I { grad_x f_i(x, old alpha, y_i)
 *                       + sigma (grad_x g_i(x, y_i) - grad_x g_i(x, z_i)) } ], one batch     (C4)
 *           from-z: y_i starts at the finished z_i, which is C / sigma from where it goes; but
 *           what z_i is short of then no longer cancels between y_i and z_i in C4
 * symbols   x (d_x) | alpha | y_i, z_i (d_i), gone after the step | sigma, K
 * cost      per step and sampled block: K times (grad_y f, 2 grad_y g), then gradient of f in x
 *           and alpha, 2 grad_x g
 * memory    d_x + d_alpha, free of m (with an alpha per block: those of the sampled blocks); within
 *           a step a few times n d_i, whatever K
 * assumes   sigma above 2 L_f / mu_g; eta_z at most 1/L_g, eta_y at most 1/(L_f + sigma L_g);
 *           K of the order kappa log(sigma / eps): what is left of the lower errors enters x
 *           multiplied by sigma
 * bias      the fixed point x_sigma is C / sigma away from x*
 * options   from-z
 * returns   unknown; the last iterate, and x belongs to its sigma
 * </pre>
 */
@AutoService(Component.class)
@Listed(
    name = "memcs",
    title =
        "first-order min-max bilevel descent-ascent with cold starts, nothing stored per "
            + "block",
    source = "Yang, Si, Lyu, Ji, NeurIPS 2024",
    differs = "reconstructed from the published problem statement and abstract",
    basis = Basis.RECONSTRUCTION)
public record MemCs(
    @Param(role = Role.MULTIPLIER, symbol = "sigma (lambda in the paper)") Schedule sigma,
    @Param(value = "step size of x, before division by 1 + sigma", role = Role.STEP_UPPER)
        Schedule etaX,
    @Param(role = Role.STEP_DUAL, symbol = "eta_a") Schedule etaDual,
    @Param(value = "step size of y, before division by 1 + sigma", role = Role.STEP_PENALISED)
        Schedule etaY,
    @Param(value = "step size of z", role = Role.STEP_LOWER, symbol = "eta_z") Schedule etaZ,
    @Param(role = Role.DIVIDED) boolean divideBySigma,
    @Param(role = Role.INNER_STEPS, symbol = "K") int innerSteps,
    @Param("y starts cold like z, or from the finished z") StartY startY,
    @Param(role = Role.BLOCKS, symbol = "|I|") Sampler blocksPerStep,
    @Param("rows of each lower batch per block") Batch lowerBatch,
    @Param("rows of each upper batch per block") Batch upperBatch)
    implements Solver<MemCs.State> {

  /** Checks the ranges. */
  public MemCs {
    Args.atLeast(1, innerSteps, "innerSteps");
  }

  /** sigma 10 and 20 lower steps, for curvatures about 1. */
  public MemCs() {
    this(
        Schedule.constant(10),
        Schedule.constant(0.2),
        Schedule.constant(0.1),
        Schedule.constant(0.5),
        Schedule.constant(0.5),
        true,
        20,
        StartY.COLD,
        Sampler.of(16),
        Batch.of(64),
        Batch.of(64));
  }

  /** Where y starts in each step. */
  public enum StartY {
    /** At y_init, like z. */
    COLD,
    /** At the finished z. */
    FROM_Z
  }

  /** x and alpha. */
  public record State(Vec x, DualAscent alpha) implements SolverState {
    @Override
    public Dual dual() {
      return alpha.value();
    }
  }

  @Override
  public Requirements requirements() {
    return Requirements.of(
        cost(),
        Set.of(DualSide.Kind.NONE, DualSide.Kind.PER_BLOCK, DualSide.Kind.SHARED),
        Requirements.Trait.UPPER_SET);
  }

  @Override
  public Cost cost() {
    return Cost.each(OracleCall.UPPER_GRAD_X, OracleCall.UPPER_GRAD_DUAL)
        .and(OracleCall.LOWER_GRAD_X, 2)
        .and(OracleCall.UPPER_GRAD_Y, innerSteps)
        .and(OracleCall.LOWER_GRAD_Y, 2L * innerSteps);
  }

  @Override
  public State init(Step k) {
    return new State(k.startUpper(), DualAscent.start(k));
  }

  @Override
  public void step(State s, Step k) {
    BlockSet set = k.sampleBlocks(blocksPerStep);
    double sigma = sigma().at(k);
    double scale = divideBySigma ? 1 / (1 + sigma) : 1;
    Blocks z = finished(k, set, s.x, lowerBatch); // (C1), (C2)
    Blocks y = k.coldLower(set, s.x);
    if (startY == StartY.FROM_Z) {
      y.copyFrom(z);
    }
    double eta = etaY.at(k) * scale;
    k.repeat(
        innerSteps,
        t -> {
          Draw rows = k.draw(Purpose.UPPER, 1L + t, upperBatch);
          UpperPoints f = k.upper(set, s.x, y, s.alpha.value(), rows);
          LowerPoints gy = k.lower(set, s.x, y, k.draw(Purpose.LOWER, 2L * t + 1, lowerBatch));
          y.axpy(-eta, GradientPair.slope(k, f, sigma, gy)); // (C2)
        });
    UpperPoints f = k.upper(set, s.x, y, s.alpha.value(), k.draw(Purpose.UPPER, upperBatch));
    Weights w = k.weights(set);
    Vec delta = f.gradX(w);
    GradientPair.SHARED.add(k, set, s.x, y, z, lowerBatch, w.times(sigma), delta);
    s.alpha.climb(k, f, etaDual.at(k)); // (C3)
    k.descend(s.x, etaX.at(k) * scale, delta); // (C4)
  }

  /** z after K steps from a cold start. */
  private Blocks finished(Step k, BlockSet set, Vec x, Batch rows) {
    Blocks z = k.coldLower(set, x);
    k.repeat(
        innerSteps,
        t -> {
          LowerPoints gz = k.lower(set, x, z, k.draw(Purpose.LOWER, 2L * t, rows));
          z.axpy(-etaZ.at(k), gz.gradY());
        });
    return z;
  }

  @Override
  public Blocks judged(State s, Step k) {
    return finished(k, k.allBlocks(), s.x, Batch.full());
  }
}

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
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.Purpose;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.solver.Cost;
import org.bilevel4j.core.solver.Requirements;
import org.bilevel4j.core.solver.Schedule;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.core.solver.SolverState;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.solvers.estimators.GradientPair;

/**
 * F2SA: fully first-order bilevel descent, the lower level replaced by the penalty sigma (g_i(x,
 * y_i) - min g_i(x, .)) with growing sigma.
 *
 * <pre>
 * problem   min_{x in X} (1/m) sum_i f_i(x, y_i*(x)),   y_i*(x) = argmin_y g_i(x, y)
 * step k    T times  z_i :=  z_i - gamma_k grad_y g_i(x, z_i)                              (K1)
 *                    y_i :=  y_i - alpha_k [ grad_y f_i(x, y_i) + sigma_k grad_y g_i(x, y_i) ] (K2)
 *           x        :=  P_X[ x - xi alpha_k (1/m) sum_i { grad_x f_i(x, y_i)
 *                          + sigma_k (grad_x g_i(x, y_i) - grad_x g_i(x, z_i)) } ],
 *                        at the new y and z                                                (K3)
 * symbols   x (d_x) | y_i, z_i (d_i), z_0 = y_0 | alpha_k ~ k^-5/7, gamma_k ~ k^-4/7,
 *           sigma_k = gamma_k / (2 alpha_k) ~ k^1/7 where both levels have noise; the paper's
 *           increments are delta_k = sigma_{k+1} - sigma_k
 * cost      per step and block: 1 grad_x f, T grad_y f; 2 T grad_y g, 2 grad_x g
 * memory    d_x + 2 sum_i d_i
 * assumes   sigma above 2 L_f / mu_g; alpha at most 1 / (L_f + sigma L_g)
 * bias      the fixed point x_sigma of a constant sigma is C / sigma away from x*
 * returns   theory: a random iterate (the engine's RANDOM)
 * </pre>
 */
@AutoService(Component.class)
@Listed(
    name = "f2sa",
    title = "fully first-order descent with a growing penalty on the lower level",
    source = "Kwon, Kwon, Wright, Nowak 2023, Algorithm 1",
    differs =
        "several blocks, P_X and a schedule of sigma in place of its increments are ours; one "
            + "batch for both gradients of g in x by default")
public record F2sa(
    @Param(role = Role.STEP_PENALISED, symbol = "alpha") Schedule alpha,
    @Param(value = "step size of z", role = Role.STEP_LOWER, symbol = "gamma") Schedule gamma,
    @Param(role = Role.MULTIPLIER, symbol = "sigma (lambda in the paper)") Schedule sigma,
    @Param(role = Role.STEP_RATIO, symbol = "xi") double xi,
    @Param(role = Role.INNER_STEPS, symbol = "T") int lowerSteps,
    @Param("the two gradients grad_x g on one shared batch or on independent ones")
        GradientPair pair,
    @Param("rows of each lower batch per block") Batch lowerBatch,
    @Param("rows of each upper batch per block") Batch upperBatch)
    implements Solver<F2sa.State> {

  /** Checks the ranges. */
  public F2sa {
    Args.positive(xi, "xi");
    Args.atLeast(1, lowerSteps, "lowerSteps");
  }

  /** The exponents for noise in both levels, sigma = gamma / (2 alpha) from 2 on. */
  public F2sa() {
    this(
        Schedule.power(0.2, 5.0 / 7),
        Schedule.power(0.8, 4.0 / 7),
        Schedule.power(2, -1.0 / 7),
        1,
        1,
        GradientPair.SHARED,
        Batch.of(64),
        Batch.of(64));
  }

  /** x, y_i and z_i; what is shown as lower variable is z_i. */
  public record State(Vec x, Blocks y, Blocks z) implements SolverState {
    @Override
    public Optional<Blocks> lower() {
      return Optional.of(z);
    }
  }

  @Override
  public Requirements requirements() {
    return Requirements.of(cost(), Set.of(DualSide.Kind.NONE), Requirements.Trait.UPPER_SET);
  }

  @Override
  public Cost cost() {
    return Cost.none()
        .and(OracleCall.UPPER_GRAD_X, 1)
        .and(OracleCall.UPPER_GRAD_Y, lowerSteps)
        .and(OracleCall.LOWER_GRAD_X, 2)
        .and(OracleCall.LOWER_GRAD_Y, 2L * lowerSteps);
  }

  @Override
  public State init(Step k) {
    Vec x = k.startUpper();
    return new State(x, k.startLower(x), k.startLower(x));
  }

  @Override
  public void step(State s, Step k) {
    BlockSet all = k.allBlocks();
    double alpha = alpha().at(k);
    double sigma = sigma().at(k);
    k.repeat(
        lowerSteps,
        t -> {
          LowerPoints gz = k.lower(all, s.x, s.z, k.draw(Purpose.LOWER, 2L * t, lowerBatch));
          s.z.axpy(-gamma.at(k), gz.gradY()); // (K1)
          UpperPoints f = k.upper(all, s.x, s.y, k.draw(Purpose.UPPER, 1L + t, upperBatch));
          Draw rows = k.draw(Purpose.LOWER, 2L * t + 1, lowerBatch);
          LowerPoints gy = k.lower(all, s.x, s.y, rows);
          s.y.axpy(-alpha, GradientPair.slope(k, f, sigma, gy)); // (K2)
        });
    Weights w = k.weights(all);
    Vec h = k.upper(all, s.x, s.y, k.draw(Purpose.UPPER, upperBatch)).gradX(w);
    pair.add(k, all, s.x, s.y, s.z, lowerBatch, w.times(sigma), h);
    k.descend(s.x, xi * alpha, h); // (K3)
  }
}

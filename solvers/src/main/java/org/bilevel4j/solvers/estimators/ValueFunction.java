package org.bilevel4j.solvers.estimators;

import com.google.auto.service.AutoService;
import java.util.Set;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.config.Role;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.solver.Cost;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.core.solver.Visit;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.solvers.lower.LowerTrajectory;

/**
 * The implicit term by a pair of lower variables, one of them pulled aside by f / sigma
 * (docs/ALGORITHMS.md 3.15). First derivatives only.
 *
 * <pre>
 * z := the newest lower iterate,  u := z - v / sigma with the block's last v, or u := z
 * N times  u := u - eta [ grad_y g(x, u; B) + grad_y f(x, u) / sigma ],
 *          z := z - eta grad_y g(x, z; B)                                 on the same rows B
 * v := sigma (z - u), near H^-1 grad_y f
 * h  = grad_x f + sigma [ grad_x g(x, u; B') - grad_x g(x, z; B') ],   near grad_x f - J v
 * error O(1/sigma), and (1 - eta mu)^N of what the start's v was away
 * cost  N grad_y f, 2 N grad_y g, 2 grad_x g
 * </pre>
 *
 * <p>Both start together and share their rows, so that what z is short of, and the noise, cancel:
 * neither is multiplied by sigma.
 *
 * @param sigma the multiplier; f + sigma g is strongly convex in y from 2 L_f/mu_g on, and a run
 *     remarks on less where curvatures are measured
 * @param steps N
 * @param step eta
 * @param warm whether each block starts at its last v, which is kept
 * @param batch rows of each lower batch
 */
@AutoService(Component.class)
@Listed(
    name = "value-function",
    title = "difference of lower gradients at a pair of lower variables, first order",
    source = "Kwon, Kwon, Wright, Nowak 2023; Yang, Si, Lyu, Ji, NeurIPS 2024")
public record ValueFunction(
    @Param(
            value = "multiplier; f + sigma g must be convex in y",
            role = Role.MULTIPLIER,
            symbol = "sigma")
        double sigma,
    @Param(value = "lower steps of the pair", role = Role.INNER_STEPS, symbol = "N") int steps,
    @Param(value = "their size, below 2/(L_g + L_f/sigma)", role = Role.STEP_SERIES, symbol = "eta")
        double step,
    @Param("start at each block's last solution") boolean warm,
    @Param("rows of each lower batch: 'lower' is as many as the lower step") EstimatorBatch batch)
    implements Hypergradient {

  /** Checks the ranges. */
  public ValueFunction {
    Args.positive(sigma, "sigma");
    Args.atLeast(1, steps, "steps");
    Args.positive(step, "step");
  }

  /** The defaults. */
  public ValueFunction() {
    this(100, 10, 0.5, true, EstimatorBatch.likeLower());
  }

  @Override
  public Adjoint start(Step k) {
    if (warm) {
      return new Warm(this, k.state("adjoints", k.problem().lowerDims()));
    }
    return (now, y, f, w) ->
        direction(now, y, f, w, now.blocks(y.set(), now.problem().lowerDims()));
  }

  /** Starts at v, and leaves the new one there. */
  private Vec direction(Step k, LowerTrajectory y, UpperPoints f, Weights w, Blocks v) {
    Batch rows = batch.orElse(y.batch());
    Blocks z = k.blocks(y.set(), v.dims());
    Blocks u = k.blocks(y.set(), v.dims());
    for (int p = 0; p < y.set().size(); p++) {
      int i = y.set().id(p);
      z.atPosition(p).copyFrom(y.last().at(i));
      u.atPosition(p).copyFrom(y.last().at(i));
      u.atPosition(p).axpy(-1 / sigma, v.at(i));
    }
    k.repeat(
        steps,
        t -> {
          Blocks pull = y.upperAside(t, u).gradY();
          Blocks atU = y.aside(t, u, rows).gradY();
          Blocks atZ = y.aside(t, z, rows).gradY();
          u.axpy(-step / sigma, pull);
          u.axpy(-step, atU);
          z.axpy(-step, atZ);
        });
    Vec h = f.gradX(w);
    LowerPoints pulled = y.aside(steps, u, rows);
    LowerPoints free = y.aside(steps, z, rows);
    pulled.addGradX(w.times(sigma), h);
    free.addGradX(w.times(-sigma), h);
    keep(v, z, u);
    return h;
  }

  private void keep(Blocks v, Blocks z, Blocks u) {
    for (int p = 0; p < z.set().size(); p++) {
      Vec kept = v.at(z.set().id(p));
      kept.copyFrom(z.atPosition(p));
      kept.axpy(-1, u.atPosition(p));
      kept.scale(sigma);
    }
  }

  /** Keeps v per block from step to step. */
  private record Warm(@Visit(skip = true) ValueFunction p, Blocks v) implements Adjoint {
    @Override
    public Vec direction(Step k, LowerTrajectory y, UpperPoints f, Weights w) {
      return p.direction(k, y, f, w, v);
    }
  }

  @Override
  public Set<OracleCall> calls() {
    return Set.of(
        OracleCall.UPPER_GRAD_X,
        OracleCall.UPPER_GRAD_Y,
        OracleCall.LOWER_GRAD_X,
        OracleCall.LOWER_GRAD_Y);
  }

  @Override
  public Cost cost(int lowerSteps) {
    return Cost.none()
        .and(OracleCall.UPPER_GRAD_X, 1)
        .and(OracleCall.UPPER_GRAD_Y, steps)
        .and(OracleCall.LOWER_GRAD_X, 2)
        .and(OracleCall.LOWER_GRAD_Y, 2L * steps);
  }

  @Override
  public String error() {
    return "O(1/sigma), and (1 - eta mu)^N of the start's";
  }
}

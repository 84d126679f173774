package org.bilevel4j.solvers.bilevel;

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
 * Pessimistic penalty: where the lower level has many minimisers, x is made safe against the one
 * that is worst for f; the gap of the lower value is a penalty on that adversary.
 *
 * <pre>
 * problem   min_{x in X} (1/m) sum_i max { f_i(x, y) : y in S_i(x) },   S_i(x) = argmin_{Y_i} g_i(x, .)
 * solved    min_{x in X} phi(x),   phi = (1/m) sum_i max_{y in Y_i} { f_i(x, y) - sigma [ g_i(x, y)
 *           - min_{Y_i} g_i(x, .) ] }, at least the value above for every sigma
 * step k    T times  z_i :=  P_Y[ z_i - eta_z grad_y g_i(x, z_i) ]                            (W1)
 *           T times  y_i :=  P_Y[ y_i + eta_y/(1 + sigma) (grad_y f_i(x, y_i)
 *                                 - sigma grad_y g_i(x, y_i)) ]                               (W2)
 *           x        :=  P_X[ x - eta_x (1/m) sum_i { grad_x f_i(x, y_i)
 *                          - sigma (grad_x g_i(x, y_i) - grad_x g_i(x, z_i)) } ],
 *                        the pair on one batch                                                (W3)
 * symbols   x (d_x) | y_i the worst response, z_i a lower minimiser (d_i), equal at the start
 * cost      per step and block: 1 grad_x f, T grad_y f; 2 T grad_y g, 2 grad_x g
 * memory    d_x + 2 sum_i d_i
 * assumes   g_i convex in y, and grad_x g_i alike on all of S_i(x); f_i - sigma g_i concave in y:
 *           f_i concave along S_i(x), and sigma mu above the curvature of f_i across it, mu the
 *           least curvature of g_i there. (W3) is a gradient of phi where the worst response is
 *           unique, otherwise a subgradient: x then circles round kinks at the length of its steps
 * bias      the minimiser of phi is C / sigma away from the pessimistic solution
 * returns   the last iterate
 * </pre>
 */
@AutoService(Component.class)
@Listed(
    name = "pessimistic-penalty",
    title = "descent against the worst lower minimiser, by a penalty on the lower value",
    source =
        "ours, after the penalties on the lower value of Kwon, Kwon, Wright, Nowak 2023; the "
            + "problem from the lecture slides of Dash, Ram 2023",
    differs = "no algorithm is published with the problem; the optimistic reading is pdbo's",
    basis = Basis.OURS)
public record PessimisticPenalty(
    @Param(role = Role.STEP_UPPER, symbol = "eta_x") Schedule etaX,
    @Param(value = "step size of y, divided by 1 + sigma", role = Role.STEP_LOWER, symbol = "eta_y")
        Schedule etaY,
    @Param(value = "step size of z", role = Role.STEP_LOWER, symbol = "eta_z") Schedule etaZ,
    @Param(role = Role.MULTIPLIER, symbol = "sigma") Schedule sigma,
    @Param(value = "steps of y and z", role = Role.INNER_STEPS, symbol = "T") int lowerSteps,
    @Param("rows of each lower batch per block") Batch lowerBatch,
    @Param("rows of each upper batch per block") Batch upperBatch)
    implements Solver<PessimisticPenalty.State> {

  /** Checks the range. */
  public PessimisticPenalty {
    Args.atLeast(1, lowerSteps, "lowerSteps");
  }

  /** sigma = 10 and ten lower steps, for curvatures about 1. */
  public PessimisticPenalty() {
    this(
        Schedule.constant(0.05),
        Schedule.constant(0.5),
        Schedule.constant(0.5),
        Schedule.constant(10),
        10,
        Batch.of(64),
        Batch.of(64));
  }

  /** x, y_i and z_i; what is shown as lower variable is the worst response y_i. */
  public record State(Vec x, Blocks y, Blocks z) implements SolverState {
    @Override
    public Optional<Blocks> lower() {
      return Optional.of(y);
    }
  }

  @Override
  public Requirements requirements() {
    return Requirements.of(
        cost(),
        Set.of(DualSide.Kind.NONE),
        Requirements.Trait.UPPER_SET,
        Requirements.Trait.LOWER_SET);
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
    double sigma = sigma().at(k);
    double etaY = etaY().at(k) / (1 + sigma);
    k.repeat(
        lowerSteps,
        t -> {
          LowerPoints gz = k.lower(all, s.x, s.z, k.draw(Purpose.LOWER, 2L * t, lowerBatch));
          s.z.axpy(-etaZ.at(k), gz.gradY());
          s.z.project(all, k.problem()::lowerSet); // (W1)
          UpperPoints f = k.upper(all, s.x, s.y, k.draw(Purpose.UPPER, 1L + t, upperBatch));
          Draw rows = k.draw(Purpose.LOWER, 2L * t + 1, lowerBatch);
          LowerPoints gy = k.lower(all, s.x, s.y, rows);
          s.y.axpy(etaY, GradientPair.slope(k, f, -sigma, gy));
          s.y.project(all, k.problem()::lowerSet); // (W2)
        });
    Weights w = k.weights(all);
    Vec h = k.upper(all, s.x, s.y, k.draw(Purpose.UPPER, upperBatch)).gradX(w);
    GradientPair.SHARED.add(k, all, s.x, s.y, s.z, lowerBatch, w.times(-sigma), h);
    k.descend(s.x, etaX.at(k), h); // (W3)
  }
}

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
import org.bilevel4j.core.solver.Visit;
import org.bilevel4j.core.util.Args;

/**
 * PDBO: primal-dual steps on the lower level written as a constraint on its value; where g has many
 * minimisers it picks the one that f likes best (the optimistic reading).
 *
 * <pre>
 * problem   min_{x in X, y_i in Y_i} (1/m) sum_i f_i(x, y_i)   subject to
 *           (1/m) sum_i [ g~_i(x, y_i) - min_{Y_i} g~_i(x, .) ] <= delta,   g~ = g + (a/2) |y|^2
 * step k    N times  z_i :=  P_Y[ z_i - eta_z grad_y g~_i(x, z_i) ]                            (D1)
 *           c      :=  (1/m) sum_i [ g~_i(x, y_i) - g~_i(x, z_i) ] - delta
 *           sigma  :=  P_[0,S][ sigma + eta_s ((1 + theta) c - theta c_prev) ]                 (D2)
 *           x      :=  P_X[ x - eta (1/m) sum_i { grad_x f_i(x, y_i)
 *                        + sigma (grad_x g_i(x, y_i) - grad_x g_i(x, z_i)) } ]                 (D3)
 *           y_i    :=  P_Y[ y_i - eta (grad_y f_i(x, y_i) + sigma grad_y g~_i(x, y_i)) ]      (D4)
 *           D3 and D4 at the iterates of the start of the step
 * symbols   x (d_x) | y_i, z_i (d_i), equal at the start | sigma, from 0 | c_prev = c in step 0
 * cost      per step and block: gradient of f in x and y; N + 1 grad_y g, 2 grad_x g, 2 values of g
 * memory    d_x + 2 sum_i d_i
 * assumes   g_i convex in y; delta above 0, or sigma grows without bound; eta at most
 *           1 / (L_f + sigma L_g); theory has exact gradients, as full batches give
 * bias      of the order sqrt(delta)
 * returns   theory: an average (the engine's AVERAGE)
 * </pre>
 */
@AutoService(Component.class)
@Listed(
    name = "pdbo",
    title = "primal-dual descent with the lower level as a constraint on its value",
    source = "Sow, Ji, Guan, Liang 2022, Algorithm 1",
    differs =
        "several blocks share one multiplier, y measured by (1/m) sum_i |y_i|^2; no proximal "
            + "outer loop; theta is constant")
public record Pdbo(
    @Param(role = Role.STEP_JOINT, symbol = "eta, 1/eta_k in the paper") Schedule eta,
    @Param(role = Role.STEP_MULTIPLIER, symbol = "eta_s, 1/tau_k in the paper") Schedule etaSigma,
    @Param(value = "step size of z", role = Role.STEP_LOWER, symbol = "eta_z") Schedule etaZ,
    @Param(role = Role.INNER_STEPS, symbol = "N") int lowerSteps,
    @Param(value = "extrapolation of the constraint", range = "in [0, 1]") double theta,
    @Param(value = "slack of the lower value", range = "at least 0") double delta,
    @Param(value = "regularisation of a merely convex g", symbol = "a", range = "at least 0")
        double ridge,
    @Param(value = "bound of sigma", symbol = "S", range = "above 0") double largest,
    @Param("rows of the lower loss per block: of each step of z, and of the pair") Batch lowerBatch,
    @Param("rows of the upper loss per block") Batch upperBatch)
    implements Solver<Pdbo.State> {

  /** Checks the ranges. */
  public Pdbo {
    Args.atLeast(1, lowerSteps, "lowerSteps");
    Args.within(0, 1, theta, "theta");
    Args.nonNegative(delta, "delta");
    Args.nonNegative(ridge, "ridge");
    Args.positive(largest, "largest");
  }

  /** Full batches, sigma at most 1/eta - 1 = 49, for curvatures about 1. */
  public Pdbo() {
    this(
        Schedule.constant(0.02),
        Schedule.constant(1),
        Schedule.constant(0.5),
        10,
        1,
        0.01,
        0,
        49,
        Batch.full(),
        Batch.full());
  }

  /** x, y_i, z_i, sigma, and the last value of the constraint; y_i is shown as lower variable. */
  public record State(Vec x, Blocks y, Blocks z, double[] sigma, @Visit("c") double[] constraint)
      implements SolverState {
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
    return Cost.each(OracleCall.UPPER_GRAD_X, OracleCall.UPPER_GRAD_Y)
        .and(OracleCall.LOWER_VALUE, 2)
        .and(OracleCall.LOWER_GRAD_X, 2)
        .and(OracleCall.LOWER_GRAD_Y, 1L + lowerSteps);
  }

  @Override
  public State init(Step k) {
    Vec x = k.startUpper();
    return new State(x, k.startLower(x), k.startLower(x), new double[1], new double[1]);
  }

  @Override
  public void step(State s, Step k) {
    BlockSet all = k.allBlocks();
    k.repeat(
        lowerSteps,
        t -> {
          LowerPoints g = k.lower(all, s.x, s.z, k.draw(Purpose.LOWER, 1L + t, lowerBatch));
          s.z.axpy(-etaZ.at(k), slope(g, s.z, k));
          s.z.project(all, k.problem()::lowerSet); // (D1)
        });
    Draw rows = k.draw(Purpose.LOWER, lowerBatch);
    LowerPoints gy = k.lower(all, s.x, s.y, rows);
    LowerPoints gz = k.lower(all, s.x, s.z, rows);
    UpperPoints f = k.upper(all, s.x, s.y, k.draw(Purpose.UPPER, upperBatch));
    double c = value(gy, s.y) - value(gz, s.z) - delta;
    double ahead = k.index() == 0 ? c : (1 + theta) * c - theta * s.constraint[0];
    double moved = s.sigma[0] + etaSigma.at(k) * ahead;
    s.sigma[0] = Math.min(largest, Math.max(0, moved)); // (D2)
    s.constraint[0] = c;
    Weights w = k.weights(all);
    Vec h = f.gradX(w);
    gy.addGradX(w.times(s.sigma[0]), h);
    gz.addGradX(w.times(-s.sigma[0]), h);
    Blocks direction = k.blocks(all, k.problem().lowerDims());
    direction.copyFrom(f.gradY());
    direction.axpy(s.sigma[0], slope(gy, s.y, k));
    k.descend(s.x, eta.at(k), h); // (D3)
    s.y.axpy(-eta.at(k), direction);
    s.y.project(all, k.problem()::lowerSet); // (D4)
  }

  /** grad_y g~. */
  private Blocks slope(LowerPoints g, Blocks y, Step k) {
    Blocks out = k.blocks(g.set(), k.problem().lowerDims());
    out.copyFrom(g.gradY());
    out.axpy(ridge, y);
    return out;
  }

  /** (1/m) sum_i g~_i. */
  private double value(LowerPoints g, Blocks y) {
    double sum = g.values().sum();
    for (int i = 0; i < g.set().size(); i++) {
      sum += ridge / 2 * y.at(i).normSquared();
    }
    return sum / g.set().size();
  }
}

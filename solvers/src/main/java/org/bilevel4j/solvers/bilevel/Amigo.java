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
import org.bilevel4j.core.util.Args;
import org.bilevel4j.solvers.lower.LowerTrajectory;

/**
 * AmIGO: several warm-started steps of y, then of the adjoint v, then one of x.
 *
 * <pre>
 * problem   min_{x in X} (1/m) sum_i f_i(x, y_i*(x)),   y_i*(x) = argmin_y g_i(x, y)
 * step k    T times  y_i :=  y_i - eta_y grad_y g_i(x, y_i)                          (A1)
 *           b_i      :=  grad_y f_i(x, y_i; B), drawn once                           (A2)
 *           N times  v_i :=  v_i - eta_v (grad2_yy g_i(x, y_i) v_i - b_i)            (A3)
 *           x        :=  P_X[ x - eta_x (1/m) sum_i (grad_x f_i(B) - grad2_xy g_i v_i) ]   (A4)
 *           every step of (A1) and (A3) and the J v of (A4) on rows of g_i of their own
 * symbols   x (d_x) | y_i, v_i (d_i), v_0 = 0; both start where the last step left them
 * cost      per step and block: gradient of f in x and y; T grad_y g, N H v, 1 J v
 * memory    d_x + 2 sum_i d_i
 * assumes   g_i strongly convex in y; eta_y, eta_v at most 1/L_g
 * returns   theory: a random iterate (the engine's RANDOM)
 * </pre>
 */
@AutoService(Component.class)
@Listed(
    name = "amigo",
    title = "warm-started lower steps and adjoint steps before each step of x",
    source = "Arbel, Mairal 2022, Algorithm 1",
    differs = "several blocks and P_X are extensions")
public record Amigo(
    @Param(role = Role.STEP_UPPER, symbol = "gamma") Schedule etaX,
    @Param(role = Role.STEP_LOWER, symbol = "alpha") Schedule etaY,
    @Param(role = Role.STEP_ADJOINT, symbol = "beta") Schedule etaV,
    @Param(role = Role.INNER_STEPS, symbol = "T") int lowerSteps,
    @Param(value = "adjoint steps", role = Role.INNER_STEPS, symbol = "N") int adjointSteps,
    @Param("rows of each lower batch per block") Batch lowerBatch,
    @Param("rows of the upper loss per block") Batch upperBatch)
    implements Solver<Amigo.State> {

  /** Checks the ranges. */
  public Amigo {
    Args.atLeast(1, lowerSteps, "lowerSteps");
    Args.atLeast(1, adjointSteps, "adjointSteps");
  }

  /** Ten steps each, for curvatures about 1. */
  public Amigo() {
    this(
        Schedule.constant(0.1),
        Schedule.constant(0.5),
        Schedule.constant(0.5),
        10,
        10,
        Batch.of(64),
        Batch.of(64));
  }

  /** x, y_i and the adjoints v_i. */
  public record State(Vec x, Blocks y, Blocks v) implements SolverState {
    @Override
    public Optional<Blocks> lower() {
      return Optional.of(y);
    }
  }

  @Override
  public Requirements requirements() {
    return Requirements.of(cost(), Set.of(DualSide.Kind.NONE), Requirements.Trait.UPPER_SET);
  }

  @Override
  public Cost cost() {
    return Cost.each(OracleCall.UPPER_GRAD_X, OracleCall.UPPER_GRAD_Y)
        .and(OracleCall.LOWER_GRAD_Y, lowerSteps)
        .and(OracleCall.LOWER_HVP, adjointSteps)
        .and(OracleCall.LOWER_CROSS_XY, 1);
  }

  @Override
  public State init(Step k) {
    Vec x = k.startUpper();
    return new State(x, k.startLower(x), k.state("adjoints", k.problem().lowerDims()));
  }

  @Override
  public void step(State s, Step k) {
    BlockSet all = k.allBlocks();
    Weights w = k.weights(all);
    LowerTrajectory y = LowerTrajectory.from(k, all, s.x, s.y, lowerBatch);
    for (int t = 0; t < lowerSteps; t++) {
      y.descend(etaY.at(k), y.points().gradY()); // (A1)
    }
    UpperPoints f = k.upper(all, s.x, y.last(), k.draw(Purpose.UPPER, upperBatch)); // (A2)
    k.repeat(
        adjointSteps,
        n -> {
          Blocks residual = y.ask(Purpose.HESSIAN, n, lowerBatch).hvpYY(s.v);
          residual.axpy(-1, f.gradY());
          s.v.axpy(-etaV.at(k), residual); // (A3)
        });
    Vec h = f.gradX(w);
    y.ask(Purpose.CROSS, 0, lowerBatch).addCrossXY(w.times(-1), s.v, h);
    k.descend(s.x, etaX.at(k), h); // (A4)
    s.y.copyFrom(y.last());
  }
}

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

/**
 * MA-SOBA: SOBA with a moving average of the direction of x, which needs no smoothness beyond the
 * usual.
 *
 * <pre>
 * problem   min_{x in X} (1/m) sum_i f_i(x, y_i*(x)),   y_i*(x) = argmin_y g_i(x, y)
 * step t    B, B'   rows of f_i and g_i; every right-hand side at the iterates of its start
 *           h   :=  (1/m) sum_i [ grad_x f_i(B) - grad2_xy g_i(B') v_i ]             (A1)
 *           x   :=  P_X[ x - eta_x d ], old d                                        (A2)
 *           y_i :=  y_i - eta_y grad_y g_i(B')                                       (A3)
 *           v_i :=  v_i - eta_v (grad2_yy g_i(B') v_i - grad_y f_i(B))               (A4)
 *           d   :=  (1 - theta) d + theta h                                          (A5)
 * symbols   x, d, h (d_x) | y_i, v_i (d_i) | d_0 = v_0 = 0, so that the first step leaves x alone
 * cost      per step and block: gradient of f in x and y; grad_y g, H v, J v on one batch
 * memory    2 d_x + 2 sum_i d_i
 * assumes   g_i strongly convex in y; all steps and theta of one order, T^-1/2
 * returns   theory: a random iterate (the engine's RANDOM)
 * </pre>
 */
@AutoService(Component.class)
@Listed(
    name = "ma-soba",
    title = "single-loop descent with a moving average of the direction of x",
    source = "Chen, Xiao, Balasubramanian 2024, Algorithm 1",
    differs = "several blocks and P_X are extensions")
public record MaSoba(
    @Param(role = Role.STEP_UPPER, symbol = "alpha") Schedule etaX,
    @Param(role = Role.STEP_LOWER, symbol = "beta") Schedule etaY,
    @Param(role = Role.STEP_ADJOINT, symbol = "gamma") Schedule etaV,
    @Param(
            value = "weight of the new direction in the moving average",
            symbol = "theta",
            range = "in [0, 1]")
        Schedule theta,
    @Param("rows of the lower loss per block") Batch lowerBatch,
    @Param("rows of the upper loss per block") Batch upperBatch)
    implements Solver<MaSoba.State> {

  /** Constant steps for curvatures about 1. */
  public MaSoba() {
    this(
        Schedule.constant(0.05),
        Schedule.constant(0.2),
        Schedule.constant(0.2),
        Schedule.constant(0.1),
        Batch.of(64),
        Batch.of(64));
  }

  /** x with its direction d, y_i and the adjoints v_i. */
  public record State(Vec x, Vec d, Blocks y, Blocks v) implements SolverState {
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
    return Cost.each(
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
        x, Vec.zeros(x.dim()), k.startLower(x), k.state("adjoints", k.problem().lowerDims()));
  }

  @Override
  public void step(State s, Step k) {
    BlockSet all = k.allBlocks();
    Weights w = k.weights(all);
    UpperPoints f = k.upper(all, s.x, s.y, k.draw(Purpose.UPPER, upperBatch));
    LowerPoints g = k.lower(all, s.x, s.y, k.draw(Purpose.LOWER, lowerBatch));
    Vec h = f.gradX(w);
    g.addCrossXY(w.times(-1), s.v, h); // (A1)
    Blocks residual = g.hvpYY(s.v);
    residual.axpy(-1, f.gradY());
    Blocks gradY = g.gradY();
    k.descend(s.x, etaX.at(k), s.d); // (A2)
    s.y.axpy(-etaY.at(k), gradY); // (A3)
    s.v.axpy(-etaV.at(k), residual); // (A4)
    s.d.blend(theta.at(k), h); // (A5)
  }
}

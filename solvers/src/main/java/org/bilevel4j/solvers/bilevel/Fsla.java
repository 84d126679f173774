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
 * FSLA: a fully single-loop method with a variance-reduced (STORM) direction of x.
 *
 * <pre>
 * problem   min_{x in X} (1/m) sum_i f_i(x, y_i*(x)),   y_i*(x) = argmin_y g_i(x, y)
 *           G(x, y, v; B, B') = (1/m) sum_i [ grad_x f_i(x, y_i; B)
 *                               - grad2_xy g_i(x, y_i; B') v_i ]
 * step t    y_i+ :=  y_i - eta_y grad_y g_i(x, y_i; B'_1)                            (F1)
 *           v_i+ :=  v_i - eta_v (grad2_yy g_i(x, y_i+; B'_2) v_i - grad_y f_i(x, y_i+; B_2))  (F2)
 *           d    :=  G(x, y+, v+; B_3, B'_3) + (1 - theta) (d - G(x_prev, y, v; B_3, B'_3))    (F3)
 *           x    :=  P_X[ x - eta_x d ]                                              (F4)
 * symbols   x, x_prev, d (d_x) | y_i, v_i (d_i) | v_0 = 0; theta = 1 in step 0
 * cost      per step and block: 2 grad_x f, 1 grad_y f; grad_y g, H v, 2 J v
 * memory    3 d_x + 2 sum_i d_i
 * assumes   g_i strongly convex in y; the rows' gradients smooth in the mean square
 * returns   theory: a random iterate (the engine's RANDOM)
 * </pre>
 */
@AutoService(Component.class)
@Listed(
    name = "fsla",
    title = "single-loop descent with a variance-reduced direction of x",
    source = "Li, Gu, Huang 2022, Algorithm 1",
    differs = "several blocks and P_X are extensions")
public record Fsla(
    @Param(role = Role.STEP_UPPER, symbol = "eta_x") Schedule etaX,
    @Param(role = Role.STEP_LOWER, symbol = "eta_y") Schedule etaY,
    @Param(role = Role.STEP_ADJOINT, symbol = "eta_v") Schedule etaV,
    @Param(
            value = "weight of the new direction; 1 means no variance reduction",
            symbol = "theta",
            range = "in [0, 1]")
        Schedule theta,
    @Param(value = "rows of each lower batch per block", symbol = "B'_1, B'_2, B'_3")
        Batch lowerBatch,
    @Param(value = "rows of each upper batch per block", symbol = "B_2, B_3") Batch upperBatch)
    implements Solver<Fsla.State> {

  /** Steps and weight that decay as t^-1/2. */
  public Fsla() {
    this(
        Schedule.power(0.1, 0.5),
        Schedule.power(0.5, 0.5),
        Schedule.power(0.5, 0.5),
        Schedule.power(0.5, 0.5),
        Batch.of(64),
        Batch.of(64));
  }

  /** x, the x before it, the direction d, y_i and the adjoints v_i. */
  public record State(Vec x, Vec xPrev, Vec d, Blocks y, Blocks v) implements SolverState {
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
    return Cost.each(OracleCall.UPPER_GRAD_Y, OracleCall.LOWER_GRAD_Y, OracleCall.LOWER_HVP)
        .and(OracleCall.UPPER_GRAD_X, 2)
        .and(OracleCall.LOWER_CROSS_XY, 2);
  }

  @Override
  public State init(Step k) {
    Vec x = k.startUpper();
    return new State(
        x,
        x.copy(),
        Vec.zeros(x.dim()),
        k.startLower(x),
        k.state("adjoints", k.problem().lowerDims()));
  }

  @Override
  public void step(State s, Step k) {
    BlockSet all = k.allBlocks();
    LowerPoints g = k.lower(all, s.x, s.y, k.draw(Purpose.LOWER, lowerBatch));
    Blocks y = moved(s.y, etaY.at(k), g.gradY(), k); // (F1)
    UpperPoints f = k.upper(all, s.x, y, k.draw(Purpose.UPPER, 0, upperBatch));
    LowerPoints h = k.lower(all, s.x, y, k.draw(Purpose.HESSIAN, lowerBatch));
    Blocks residual = h.hvpYY(s.v);
    residual.axpy(-1, f.gradY());
    Blocks v = moved(s.v, etaV.at(k), residual, k); // (F2)
    double theta = k.index() == 0 ? 1 : theta().at(k);
    s.d.axpy(-1, direction(s.xPrev, s.y, s.v, k));
    s.d.scale(1 - theta);
    s.d.axpy(1, direction(s.x, y, v, k)); // (F3)
    s.xPrev.copyFrom(s.x);
    k.descend(s.x, etaX.at(k), s.d); // (F4)
    s.y.copyFrom(y);
    s.v.copyFrom(v);
  }

  /** from - eta * direction, in a new place. */
  private static Blocks moved(Blocks from, double eta, Blocks direction, Step k) {
    Blocks to = k.blocks(direction.set(), direction.dims());
    for (int at = 0; at < to.set().size(); at++) {
      to.atPosition(at).copyFrom(from.at(to.set().id(at)));
    }
    to.axpy(-eta, direction);
    return to;
  }

  /** G on the batches B_3, B'_3. */
  private Vec direction(Vec x, Blocks y, Blocks v, Step k) {
    BlockSet all = k.allBlocks();
    Weights w = k.weights(all);
    Vec out = k.upper(all, x, y, k.draw(Purpose.UPPER, 1, upperBatch)).gradX(w);
    LowerPoints g = k.lower(all, x, y, k.draw(Purpose.CROSS, lowerBatch));
    g.addCrossXY(w.times(-1), v, out);
    return out;
  }
}

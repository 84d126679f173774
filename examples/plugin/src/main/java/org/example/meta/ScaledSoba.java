package org.example.meta;

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
 * SOBA whose step in x is scaled entry by entry, as in AdaGrad.
 *
 * <pre>
 * problem   min_x (1/m) sum_i f_i(x, y_i*(x)),   y_i*(x) = argmin_y g_i(x, y)
 * step t    h    :=  (1/m) sum_i [ grad_x f_i - grad2_xy g_i v_i ]      (1)
 *           y_i  :=  y_i - rho_t grad_y g_i                             (2)
 *           v_i  :=  v_i - rho_t (grad2_yy g_i v_i - grad_y f_i)        (3)
 *           s_j  :=  s_j + h_j^2                                        (4)
 *           x_j  :=  x_j - gamma_t h_j / (1e-8 + sqrt(s_j))             (5)
 * symbols   x, h, s (d_x) | y_i, v_i (d_i), s_0 = 0, v_0 = 0
 * cost      per step and block: gradient of f in x and y; grad_y g, H v, J v on one batch
 * assumes   g_i strongly convex in y, X all of R^d_x
 * </pre>
 */
@AutoService(Component.class)
@Listed(
    name = "scaled-soba",
    title = "SOBA with AdaGrad's step in x",
    source =
        "SOBA: Dagréou, Ablin, Vaiter, Moreau, NeurIPS 2022; AdaGrad: Duchi, Hazan, Singer, JMLR"
            + " 2011")
public record ScaledSoba(
    @Param(role = Role.STEP_UPPER, symbol = "gamma") Schedule gamma,
    @Param(value = "step size of y and v", role = Role.STEP_LOWER, symbol = "rho") Schedule rho,
    @Param("rows per step and block, on both levels") Batch batch)
    implements Solver<ScaledSoba.State> {
  private static final double EPSILON = 1e-8;

  /** The default parameters. */
  public ScaledSoba() {
    this(Schedule.constant(0.1), Schedule.constant(0.05), Batch.of(4));
  }

  /** x, y_i, the adjoints v_i and the sums of squares s. */
  public record State(Vec x, Blocks y, Blocks v, Vec s) implements SolverState {
    @Override
    public Optional<Blocks> lower() {
      return Optional.of(y);
    }
  }

  @Override
  public Requirements requirements() {
    return Requirements.of(cost(), Set.of(DualSide.Kind.NONE));
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
    return new State(x, k.startLower(x), Blocks.state(k.problem().lowerDims()), Vec.zeros(x.dim()));
  }

  @Override
  public void step(State state, Step k) {
    BlockSet all = k.allBlocks();
    Weights w = k.weights(all);
    UpperPoints f = k.upper(all, state.x, state.y, k.draw(Purpose.UPPER, batch));
    LowerPoints g = k.lower(all, state.x, state.y, k.draw(Purpose.LOWER, batch));
    Vec h = f.gradX(w);
    g.addCrossXY(w.times(-1), state.v, h); // (1)
    Blocks residual = g.hvpYY(state.v);
    residual.axpy(-1, f.gradY());
    state.y.axpy(-rho.at(k), g.gradY()); // (2)
    state.v.axpy(-rho.at(k), residual); // (3)
    for (int j = 0; j < h.dim(); j++) {
      state.s.add(j, h.get(j) * h.get(j)); // (4)
      state.x.add(j, -gamma.at(k) * h.get(j) / (EPSILON + Math.sqrt(state.s.get(j)))); // (5)
    }
  }
}

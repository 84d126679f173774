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
 * SOBA: x, y and the adjoint v move at once, each along an unbiased direction.
 *
 * <pre>
 * problem   min_{x in X} (1/m) sum_i f_i(x, y_i*(x)),   y_i*(x) = argmin_y g_i(x, y)
 * step t    B, B'   rows of f_i and g_i; every right-hand side at the iterates of its start
 *           h   :=  (1/m) sum_i [ grad_x f_i(B) - grad2_xy g_i(B') v_i ]             (S1)
 *           y_i :=  y_i - rho_t grad_y g_i(B')                                       (S2)
 *           v_i :=  v_i - rho_t (grad2_yy g_i(B') v_i - grad_y f_i(B))               (S3)
 *           x   :=  P_X[ x - gamma_t h ]                                             (S4)
 * symbols   x, h (d_x) | y_i, v_i (d_i), v_0 = 0 | rho_t, gamma_t ~ t^-1/2
 * cost      per step and block: gradient of f in x and y; grad_y g, H v, J v on one batch
 * memory    d_x + 2 sum_i d_i
 * assumes   g_i strongly convex in y; rho at most 1/L_g
 * returns   theory: a random iterate (the engine's RANDOM)
 * </pre>
 */
@AutoService(Component.class)
@Listed(
    name = "soba",
    title = "single-loop descent in x, y and the adjoint v at once",
    source = "Dagreou, Ablin, Vaiter, Moreau 2022, Algorithm 1 with the SGD directions",
    differs = "several blocks and P_X are extensions; v has the opposite sign")
public record Soba(
    @Param(role = Role.STEP_UPPER, symbol = "gamma") Schedule gamma,
    @Param(value = "step size of y and v", role = Role.STEP_LOWER, symbol = "rho") Schedule rho,
    @Param("rows of the lower loss per block") Batch lowerBatch,
    @Param("rows of the upper loss per block") Batch upperBatch)
    implements Solver<Soba.State> {

  /** The paper's decay t^-1/2. */
  public Soba() {
    this(Schedule.power(0.1, 0.5), Schedule.power(0.5, 0.5), Batch.of(64), Batch.of(64));
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
    return new State(x, k.startLower(x), k.state("adjoints", k.problem().lowerDims()));
  }

  @Override
  public void step(State s, Step k) {
    BlockSet all = k.allBlocks();
    Weights w = k.weights(all);
    UpperPoints f = k.upper(all, s.x, s.y, k.draw(Purpose.UPPER, upperBatch));
    LowerPoints g = k.lower(all, s.x, s.y, k.draw(Purpose.LOWER, lowerBatch));
    Vec h = f.gradX(w);
    g.addCrossXY(w.times(-1), s.v, h); // (S1)
    Blocks residual = g.hvpYY(s.v);
    residual.axpy(-1, f.gradY());
    s.y.axpy(-rho.at(k), g.gradY()); // (S2)
    s.v.axpy(-rho.at(k), residual); // (S3)
    k.descend(s.x, gamma.at(k), h); // (S4)
  }
}

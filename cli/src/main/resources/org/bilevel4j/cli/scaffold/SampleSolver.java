package org.example.sample;

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
 * A first solver: x, y and the adjoint v move at once. Replace its lines by those of yours.
 *
 * <pre>
 * problem   min_{x in X} (1/m) sum_i f_i(x, y_i*(x)),   y_i*(x) = argmin_y g_i(x, y)
 * step t    h    :=  (1/m) sum_i [ grad_x f_i - grad2_xy g_i v_i ]      (1)
 *           y_i  :=  y_i - rho_t grad_y g_i                             (2)
 *           v_i  :=  v_i - rho_t (grad2_yy g_i v_i - grad_y f_i)        (3)
 *           x    :=  P_X[ x - gamma_t h ]                               (4)
 * symbols   x, h (d_x) | y_i, v_i (d_i), v_0 = 0
 * cost      per step and block: gradient of f in x and y; grad_y g, H v, J v on one batch
 * assumes   g_i strongly convex in y
 * </pre>
 */
@AutoService(Component.class)
@Listed(
    name = "sample-solver",
    title = "one line that says what it does",
    source = "Authors, year, algorithm")
public record SampleSolver(
    @Param(role = Role.STEP_UPPER, symbol = "gamma") Schedule gamma,
    @Param(value = "step size of y and v", role = Role.STEP_LOWER, symbol = "rho") Schedule rho,
    @Param("rows per step and block, on both levels") Batch batch)
    implements Solver<SampleSolver.State> {

  /** The default parameters. */
  public SampleSolver() {
    this(Schedule.constant(0.1), Schedule.constant(0.5), Batch.of(64));
  }

  /** Everything that lives from step to step: x, y_i and the adjoints v_i. */
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
    return new State(x, k.startLower(x), Blocks.state(k.problem().lowerDims()));
  }

  @Override
  public void step(State s, Step k) {
    BlockSet all = k.allBlocks();
    Weights w = k.weights(all);
    UpperPoints f = k.upper(all, s.x, s.y, k.draw(Purpose.UPPER, batch));
    LowerPoints g = k.lower(all, s.x, s.y, k.draw(Purpose.LOWER, batch));
    Vec h = f.gradX(w);
    g.addCrossXY(w.times(-1), s.v, h); // (1)
    Blocks residual = g.hvpYY(s.v);
    residual.axpy(-1, f.gradY());
    s.y.axpy(-rho.at(k), g.gradY()); // (2)
    s.v.axpy(-rho.at(k), residual); // (3)
    k.descend(s.x, gamma.at(k), h); // (4)
  }
}

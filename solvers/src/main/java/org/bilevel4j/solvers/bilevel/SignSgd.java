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
 * SignSGD-UL: signed lower steps, whose derivative is zero almost everywhere, so that the implicit
 * term vanishes.
 *
 * <pre>
 * problem   min_{x in X} (1/m) sum_i f_i(x, y_i*(x)),   y_i*(x) = argmin_y g_i(x, y)
 * step k    y_i      :=  x where it starts from x; else it goes on where the last step left it
 *           T times  y_i :=  y_i - eta_y sign(grad_y g_i(x, y_i)), sign(0) = 0, fresh rows  (G1)
 *           x        :=  P_X[ x - eta_x (1/m) sum_i h_i ]                                (G2)
 *           warm     h_i = grad_x f_i(x, y_i)
 *           from-x   h_i = grad_x f_i(x, y_i) + grad_y f_i(x, y_i), since dy_i/dx = I
 * symbols   x (d_x) | y_i (d_i), with d_i = d_x for from-x
 * cost      per step and block: T grad_y g, 1 gradient of f in x, and in y for from-x
 * memory    d_x + sum_i d_i
 * assumes   eta_y decays: signed steps swing by eta_y around y*
 * bias      no theory: warm comes to rest where the direct gradient vanishes, which is not x*; no
 *           step at all where f does not depend on x directly
 * returns   the last iterate
 * </pre>
 */
@AutoService(Component.class)
@Listed(
    name = "signsgd",
    title = "signed lower steps and the direct gradient in x",
    source = "Fan, Ram, Liu 2021 (Sign-MAML, from-x); Dash, Ram 2023 (warm)",
    differs = "several blocks and P_X are extensions")
public record SignSgd(
    @Param(role = Role.STEP_UPPER, symbol = "eta_x") Schedule etaX,
    @Param(role = Role.STEP_SIGNS, symbol = "eta_y") Schedule etaY,
    @Param(role = Role.INNER_STEPS, symbol = "T") int lowerSteps,
    @Param("y starts warm, or from x as in MAML") Start start,
    @Param("rows of each lower batch per block") Batch lowerBatch,
    @Param("rows of the upper loss per block") Batch upperBatch)
    implements Solver<SignSgd.State> {

  /** Checks the range. */
  public SignSgd {
    Args.atLeast(1, lowerSteps, "lowerSteps");
  }

  /** Five warm steps that decay as k^-1/2. */
  public SignSgd() {
    this(
        Schedule.constant(0.05),
        Schedule.power(0.1, 0.5),
        5,
        Start.WARM,
        Batch.of(64),
        Batch.of(64));
  }

  /** Where y starts in each step. */
  public enum Start {
    /** Where the last step left it. */
    WARM,
    /** At x, as in MAML. */
    FROM_X
  }

  /** x and the y_i that the last step ended at. */
  public record State(Vec x, Blocks y) implements SolverState {
    @Override
    public Optional<Blocks> lower() {
      return Optional.of(y);
    }
  }

  @Override
  public Requirements requirements() {
    return Requirements.of(
        Set.of(DualSide.Kind.NONE),
        start == Start.WARM
            ? Set.of(Requirements.Trait.UPPER_SET)
            : Set.of(Requirements.Trait.UPPER_SET, Requirements.Trait.LOWER_DIM_IS_UPPER_DIM),
        cost().calls().keySet());
  }

  @Override
  public Cost cost() {
    Cost cost =
        Cost.none().and(OracleCall.UPPER_GRAD_X, 1).and(OracleCall.LOWER_GRAD_Y, lowerSteps);
    return start == Start.WARM ? cost : cost.and(OracleCall.UPPER_GRAD_Y, 1);
  }

  @Override
  public State init(Step k) {
    Vec x = k.startUpper();
    return new State(x, k.startLower(x));
  }

  @Override
  public void step(State s, Step k) {
    BlockSet all = k.allBlocks();
    if (start == Start.FROM_X) {
      for (int i = 0; i < k.blocks(); i++) {
        s.y.at(i).copyFrom(s.x);
      }
    }
    LowerTrajectory y = LowerTrajectory.from(k, all, s.x, s.y, lowerBatch);
    for (int t = 0; t < lowerSteps; t++) {
      y.descend(etaY.at(k), signs(y.points().gradY(), k)); // (G1)
    }
    UpperPoints f = k.upper(all, s.x, y.last(), k.draw(Purpose.UPPER, upperBatch));
    Vec h = f.gradX(k.weights(all));
    if (start == Start.FROM_X) {
      for (int i = 0; i < k.blocks(); i++) {
        h.axpy(k.weights(all).at(i), f.gradY().at(i));
      }
    }
    k.descend(s.x, etaX.at(k), h); // (G2)
    s.y.copyFrom(y.last());
  }

  private static Blocks signs(Blocks of, Step k) {
    Blocks out = k.blocks(of.set(), of.dims());
    for (int j = 0; j < of.flat().dim(); j++) {
      out.flat().set(j, Math.signum(of.flat().get(j)));
    }
    return out;
  }
}

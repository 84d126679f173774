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
import org.bilevel4j.core.problem.Draw;
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
import org.bilevel4j.core.solver.Visit;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.solvers.estimators.Adjoint;
import org.bilevel4j.solvers.estimators.Hypergradient;
import org.bilevel4j.solvers.estimators.Neumann;
import org.bilevel4j.solvers.lower.LowerTrajectory;

/**
 * VRBO: variance-reduced (SPIDER) directions of x and y, renewed on a large batch every q steps.
 *
 * <pre>
 * problem   min_{x in X} (1/m) sum_i f_i(x, y_i*(x)),   y_i*(x) = argmin_y g_i(x, y)
 *           h(x, y; S) ~ (1/m) sum_i [ grad_x f_i - (grad2_xy g_i)(grad2_yy g_i)^-1 grad_y f_i ],
 *           inverse by a Neumann series, the same rows at both points of a difference
 * step k    every q steps  d := h(x, y; S_1),  u_i := grad_y g_i(x, y_i; S_1)                (V1)
 *           x+  :=  P_X[ x - eta_x d ]                                                       (V2)
 *           for t = 0..m_in: with (x', y') = (x, y_0) for t = 0 and (x+, y_{t-1}) after it
 *             d   :=  d + h(x+, y_t; S_2) - h(x', y'; S_2)                                   (V3)
 *             u_i :=  u_i + grad_y g_i(x+, y_t,i; S_2) - grad_y g_i(x', y'_i; S_2)           (V4)
 *             y_{t+1} := y_t - eta_y u                                                       (V5)
 *           x  :=  x+, y := the last y_t; d and u are kept
 * symbols   x, d (d_x) | y_i, u_i (d_i) | m_in + 1 lower steps
 * cost      per step and block: m_in + 1 times 2 (grad_y g, gradient of f, the estimator's
 *           products); once more every q steps
 * memory    2 d_x + 2 sum_i d_i and what the estimator keeps
 *           the last move of y is in no difference, as in the paper: only (V1) renews d and u fully
 * assumes   g_i strongly convex in y; the rows' gradients and Hessians smooth in the mean square
 * returns   theory: a random iterate (the engine's RANDOM)
 * </pre>
 */
@AutoService(Component.class)
@Listed(
    name = "vrbo",
    title = "variance-reduced descent with large batches now and then",
    source = "Yang, Ji, Liang 2021, Algorithm 2",
    differs = "several blocks, P_X and other estimators are extensions")
public record Vrbo(
    @Param(role = Role.STEP_UPPER, symbol = "alpha") Schedule etaX,
    @Param(role = Role.STEP_LOWER, symbol = "beta") Schedule etaY,
    @Param(value = "steps between large batches", symbol = "q", range = "at least 1") int period,
    @Param(role = Role.INNER_STEPS, symbol = "m + 1") int lowerSteps,
    @Param("how the inverse Hessian is applied, without lower steps to unroll")
        Hypergradient estimator,
    @Param(value = "rows of the large batches of both levels", symbol = "S_1") Batch largeBatch,
    @Param(value = "rows of a lower difference per block", symbol = "S_2") Batch lowerBatch,
    @Param(value = "rows of an upper difference per block", symbol = "S_2") Batch upperBatch)
    implements Solver<Vrbo.State> {

  /** Checks the ranges. */
  public Vrbo {
    Args.atLeast(1, period, "period");
    Args.atLeast(1, lowerSteps, "lowerSteps");
    Hypergradient.refuseUnrolling(estimator);
  }

  /** All rows every five steps, for curvatures about 1. */
  public Vrbo() {
    this(
        Schedule.constant(0.1),
        Schedule.constant(0.5),
        5,
        4,
        new Neumann(10, 0.5),
        Batch.full(),
        Batch.of(64),
        Batch.of(64));
  }

  /** x, y_i, their directions, and what the estimator keeps for either point of a difference. */
  public record State(
      Vec x,
      Blocks y,
      Vec d,
      Blocks u,
      @Visit("estimator") Adjoint adjoint,
      @Visit("estimatorPrev") Adjoint adjointPrev)
      implements SolverState {
    @Override
    public Optional<Blocks> lower() {
      return Optional.of(y);
    }
  }

  @Override
  public Requirements requirements() {
    return Requirements.of(
            Set.of(DualSide.Kind.NONE),
            Set.of(Requirements.Trait.UPPER_SET),
            Set.of(OracleCall.LOWER_GRAD_Y))
        .and(estimator.calls());
  }

  @Override
  public Cost cost() {
    Cost once = estimator.cost(0).and(OracleCall.LOWER_GRAD_Y, 1);
    return once.times(2L * lowerSteps).and(Cost.none().upTo(once));
  }

  @Override
  public State init(Step k) {
    Vec x = k.startUpper();
    return new State(
        x,
        k.startLower(x),
        Vec.zeros(x.dim()),
        k.state("directions of y", k.problem().lowerDims()),
        estimator.start(k),
        estimator.start(k));
  }

  @Override
  public void step(State s, Step k) {
    BlockSet all = k.allBlocks();
    if (k.index() % period == 0) {
      LowerTrajectory large = LowerTrajectory.from(k, all, s.x, s.y, largeBatch);
      s.d.copyFrom(direction(large, s.adjoint, k.draw(Purpose.UPPER, largeBatch), k));
      s.u.copyFrom(large.points().gradY()); // (V1)
    }
    Vec x = k.vec(s.x.dim());
    x.copyFrom(s.x);
    k.descend(x, etaX.at(k), s.d); // (V2)
    LowerTrajectory before = LowerTrajectory.from(k, all, s.x, s.y, lowerBatch);
    LowerTrajectory at = LowerTrajectory.from(k, all, x, s.y, lowerBatch);
    for (int t = 0; t < lowerSteps; t++) {
      Draw rows = k.draw(Purpose.UPPER, 1L + t, upperBatch);
      LowerTrajectory now = at.inRound(1L + t);
      LowerTrajectory then = before.inRound(1L + t);
      s.d.axpy(1, direction(now, s.adjoint, rows, k));
      s.d.axpy(-1, direction(then, s.adjointPrev, rows, k)); // (V3)
      s.u.axpy(1, now.points().gradY());
      s.u.axpy(-1, then.points().gradY()); // (V4)
      Blocks y = k.blocks(all, k.problem().lowerDims());
      y.copyFrom(now.last());
      y.axpy(-etaY.at(k), s.u); // (V5)
      before = at;
      at = LowerTrajectory.from(k, all, x, y, lowerBatch);
    }
    s.x.copyFrom(x);
    s.y.copyFrom(at.last());
  }

  private Vec direction(LowerTrajectory at, Adjoint adjoint, Draw rows, Step k) {
    UpperPoints f = at.upper(rows);
    return adjoint.direction(k, at, f, k.weights(at.set()));
  }
}

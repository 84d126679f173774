package org.bilevel4j.solvers.multiblock;

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
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.Purpose;
import org.bilevel4j.core.problem.Sampler;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.solver.Cost;
import org.bilevel4j.core.solver.Requirements;
import org.bilevel4j.core.solver.Schedule;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.core.solver.SolverState;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.solvers.estimators.HessianAverage;
import org.bilevel4j.solvers.updates.DualAscent;
import org.bilevel4j.solvers.updates.LazyMomentum;
import org.bilevel4j.solvers.updates.MissedVisits;
import org.bilevel4j.solvers.updates.UpperAverage;

/**
 * MMB v1: single-loop descent-ascent over sampled blocks, the Hessians averaged and factored.
 *
 * <pre>
 * problem   min_x max_alpha (1/m) sum_i f_i(x, alpha_i, y_i*(x)),  y_i*(x) = argmin_y g_i(x, y)
 * step t    I       :=  n blocks without replacement; B_i, B'_i rows of f_i, g_i, i in I
 *           alpha_i :=  P_A[ alpha_i + eta_a grad_alpha f_i(B_i) ]                         (H1)
 *           y_i     :=  y_i - eta_y grad_y g_i(B'_i)                                       (H2)
 *           Delta   :=  (1/n) sum_I [ grad_x f_i(B_i)
 *                         - grad2_xy g_i(B'_i) s_i^-1 grad_y f_i(B_i) ],  the OLD s_i      (H3)
 *           s_i     :=  (1 - beta_1) s_i + beta_1 grad2_yy g_i(B'_i)                       (H4)
 *           d       :=  (1 - beta) d + beta Delta                                          (H5)
 *           x       :=  P_X[ x - eta_x d ]                                                 (H6)
 *           every right-hand side at the iterates of the start of the step
 * symbols   x, d (d_x) | alpha_i, in A_i | y_i (d_i) | s_i (d_i by d_i), positive definite
 * cost      per step and sampled block: gradient of f in x, y, alpha; grad_y g, dense H, J v,
 *           d_i^3/3 for a Cholesky factor; no inverse is formed
 *           where the problem knows grad2_yy g_i: no dense H, no factor, H3 with it
 * memory    d_x + sampled blocks times (d_i^2 + d_i + d_alpha), without the d_i^2 where grad2_yy
 *           g_i is known; untouched blocks: a reference each
 * options   makeUp: eta_y times min(makeUp, iterations since the block's last visit), an extension;
 *           oneBatch: B' = B
 * assumes   H_i(B') at least mu_g I on every batch, f_i strongly concave in alpha
 * returns   theory: a random iterate (the engine's RANDOM)
 * </pre>
 */
@AutoService(Component.class)
@Listed(
    name = "mmb-v1",
    title = "min-max multi-block bilevel descent-ascent, Hessians averaged and factored",
    source = "Hu, Zhong, Yang 2022, Algorithm 1",
    differs =
        "P_X, makeUp and a problem without alpha or without y are extensions; s_i starts with the "
            + "first batch's Hessian, so that the first direction of a block is not independent of "
            + "s_i")
public record MmbV1(
    @Param(role = Role.STEP_UPPER, symbol = "eta_0") Schedule etaX,
    @Param(role = Role.STEP_DUAL, symbol = "eta_1") Schedule etaDual,
    @Param(role = Role.STEP_LOWER, symbol = "eta_2") Schedule etaY,
    @Param("moving average of the direction of x") UpperAverage average,
    @Param("moving average of the Hessians") HessianAverage hessian,
    @Param(role = Role.BLOCKS, symbol = "|I|") Sampler blocksPerStep,
    @Param(value = MissedVisits.MEANING, range = "at least 1") int makeUp,
    @Param(value = "rows of the lower loss per block", symbol = "B'") Batch lowerBatch,
    @Param(value = "rows of the upper loss per block", symbol = "B") Batch upperBatch,
    @Param(SharedRows.MEANING) boolean oneBatch)
    implements Solver<MmbV1.State> {

  /** Checks the range. */
  public MmbV1 {
    MissedVisits.check(makeUp);
    SharedRows.check(oneBatch, lowerBatch, upperBatch);
  }

  /** Constant steps for curvatures about 1. */
  public MmbV1() {
    this(
        Schedule.constant(0.05),
        Schedule.constant(0.5),
        Schedule.constant(0.2),
        UpperAverage.of(0.1),
        HessianAverage.of(0.5),
        Sampler.of(16),
        1,
        Batch.of(64),
        Batch.of(64),
        false);
  }

  /** x with its direction d, alpha_i, y_i and s_i. */
  public record State(
      Vec x,
      LazyMomentum d,
      DualAscent alpha,
      Blocks y,
      HessianAverage.Tracked s,
      MissedVisits visits)
      implements SolverState {
    @Override
    public void currentX(Vec out) {
      d.current(x, out);
    }

    @Override
    public Optional<Blocks> lower() {
      return Optional.of(y);
    }

    @Override
    public Dual dual() {
      return alpha.value();
    }
  }

  @Override
  public Requirements requirements() {
    return Requirements.of(
        cost(),
        Set.of(DualSide.Kind.NONE, DualSide.Kind.PER_BLOCK),
        Requirements.Trait.UPPER_SET,
        Requirements.Trait.NO_LOWER_LEVEL);
  }

  @Override
  public Cost cost() {
    return Cost.each(
        OracleCall.UPPER_GRAD_X,
        OracleCall.UPPER_GRAD_Y,
        OracleCall.UPPER_GRAD_DUAL,
        OracleCall.LOWER_GRAD_Y,
        OracleCall.LOWER_HESSIAN,
        OracleCall.LOWER_CROSS_XY);
  }

  @Override
  public State init(Step k) {
    Vec x = k.startUpper();
    return new State(
        x,
        LazyMomentum.start(k.problem()),
        DualAscent.start(k),
        k.startLower(x),
        hessian.track(k),
        MissedVisits.start(k, makeUp));
  }

  @Override
  public void step(State s, Step k) {
    BlockSet set = k.sampleBlocks(blocksPerStep);
    s.d.catchUp(set, s.x);
    Weights w = k.weights(set);
    UpperPoints f = k.upper(set, s.x, s.y, s.alpha.value(), k.draw(Purpose.UPPER, upperBatch));
    Vec delta = f.gradX(w);
    Blocks gradY = k.noBlocks(); // so it stays in a problem without y
    if (k.problem().lowerDims().max() > 0) {
      Purpose rows = SharedRows.lower(oneBatch);
      LowerPoints g = k.lower(set, s.x, s.y, k.draw(rows, lowerBatch));
      gradY = g.gradY();
      Blocks v = s.s.solve(k, g, f.gradY());
      g.addCrossXY(w.times(-1), v, delta); // (H3), old s
      s.s.add(k, g); // (H4)
    }
    s.alpha.climb(k, f, etaDual.at(k)); // (H1)
    s.y.axpy(-etaY.at(k), s.visits.times(k, gradY)); // (H2)
    s.visits.mark(k, set);
    average.move(s.d, set, delta, etaX.at(k), s.x, k); // (H5), (H6)
  }
}

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
import org.bilevel4j.core.set.Ball;
import org.bilevel4j.core.solver.Cost;
import org.bilevel4j.core.solver.Requirements;
import org.bilevel4j.core.solver.Schedule;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.core.solver.SolverState;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.solvers.updates.DualAscent;
import org.bilevel4j.solvers.updates.LazyMomentum;
import org.bilevel4j.solvers.updates.MissedVisits;
import org.bilevel4j.solvers.updates.UpperAverage;

/**
 * MMB v2: single-loop descent-ascent over sampled blocks, the adjoint tracked by SGD.
 *
 * <pre>
 * problem   min_x max_alpha (1/m) sum_i f_i(x, alpha_i, y_i*(x)),  y_i*(x) = argmin_y g_i(x, y)
 * step t    I       :=  n blocks without replacement; B_i, B'_i rows of f_i, g_i, i in I
 *           alpha_i :=  P_A   [ alpha_i + eta_a grad_alpha f_i(B_i) ]                      (V1)
 *           y_i     :=  y_i - eta_y grad_y g_i(B'_i)                                       (V2)
 *           v_i     :=  P_ball[ v_i - eta_v (grad2_yy g_i(B'_i) v_i - grad_y f_i(B_i)) ]   (V3)
 *           Delta   :=  (1/n) sum_I [ grad_x f_i(B_i) - grad2_xy g_i(B'_i) v_i ]           (V4)
 *           d       :=  (1 - beta) d + beta Delta                                          (V5)
 *           x       :=  P_X   [ x - eta_x d ]                                              (V6)
 *           every right-hand side at the iterates of the start of the step, V4 at the old v_i;
 *           line 8 of the paper prints grad2_yy for the grad2_xy of V4
 * symbols   x, d (d_x) | alpha_i, in A_i | y_i, v_i (d_i), ||v_i|| at most Gamma
 * cost      per step and sampled block: gradient of f in x, y, alpha; grad_y g, H v, J v
 * memory    d_x + sampled blocks times (2 d_i + d_alpha); untouched blocks: a reference each
 * options   makeUp: eta_y and eta_v times min(makeUp, iterations since the block's last visit), an
 *           extension; oneBatch: B' = B
 * assumes   g_i strongly convex in y, f_i strongly concave in alpha
 * returns   theory: a random iterate (the engine's RANDOM)
 * </pre>
 */
@AutoService(Component.class)
@Listed(
    name = "mmb-v2",
    title = "min-max multi-block bilevel descent-ascent, adjoint tracked by SGD",
    source = "Hu, Zhong, Yang 2022, Algorithm 2",
    differs =
        "P_X, makeUp and a problem without alpha or without y are extensions; the ball of v is off by "
            + "default, 'auto' is 10 ||grad_y f|| / mu_g at the start")
public record MmbV2(
    @Param(role = Role.STEP_UPPER, symbol = "eta_0") Schedule etaX,
    @Param(role = Role.STEP_DUAL, symbol = "eta_1") Schedule etaDual,
    @Param(role = Role.STEP_LOWER, symbol = "eta_2") Schedule etaY,
    @Param(role = Role.STEP_ADJOINT, symbol = "eta_3") Schedule etaV,
    @Param("moving average of the direction of x") UpperAverage average,
    @Param(role = Role.RADIUS, symbol = "Gamma") double radius,
    @Param(role = Role.BLOCKS, symbol = "|I|") Sampler blocksPerStep,
    @Param(value = MissedVisits.MEANING, range = "at least 1") int makeUp,
    @Param(value = "rows of the lower loss per block", symbol = "B'") Batch lowerBatch,
    @Param(value = "rows of the upper loss per block", symbol = "B") Batch upperBatch,
    @Param(SharedRows.MEANING) boolean oneBatch)
    implements Solver<MmbV2.State> {

  /** Checks the ranges. */
  public MmbV2 {
    new Ball(radius);
    MissedVisits.check(makeUp);
    SharedRows.check(oneBatch, lowerBatch, upperBatch);
  }

  /** Constant steps for curvatures about 1, without the ball. */
  public MmbV2() {
    this(
        Schedule.constant(0.05),
        Schedule.constant(0.5),
        Schedule.constant(0.2),
        Schedule.constant(0.2),
        UpperAverage.of(0.1),
        Double.POSITIVE_INFINITY,
        Sampler.of(16),
        1,
        Batch.of(64),
        Batch.of(64),
        false);
  }

  /** x with its direction d, alpha_i, y_i and v_i. */
  public record State(
      Vec x, LazyMomentum d, DualAscent alpha, Blocks y, Blocks v, MissedVisits visits)
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
        OracleCall.LOWER_HVP,
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
        k.state("adjoints", k.problem().lowerDims()),
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
    Blocks residual = gradY;
    if (k.problem().lowerDims().max() > 0) {
      Purpose rows = SharedRows.lower(oneBatch);
      LowerPoints g = k.lower(set, s.x, s.y, k.draw(rows, lowerBatch));
      gradY = g.gradY();
      residual = g.hvpYY(s.v);
      residual.axpy(-1, f.gradY());
      g.addCrossXY(w.times(-1), s.v, delta); // (V4)
    }
    s.alpha.climb(k, f, etaDual.at(k)); // (V1)
    s.y.axpy(-etaY.at(k), s.visits.times(k, gradY)); // (V2)
    s.v.axpy(-etaV.at(k), s.visits.times(k, residual)); // (V3)
    s.visits.mark(k, set);
    s.v.project(residual.set(), i -> new Ball(radius));
    average.move(s.d, set, delta, etaX.at(k), s.x, k); // (V5), (V6)
  }
}

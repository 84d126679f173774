package org.bilevel4j.solvers.minmax;

import com.google.auto.service.AutoService;
import java.util.Set;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.config.Role;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.DualSide;
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
import org.bilevel4j.solvers.updates.DualAscent;
import org.bilevel4j.solvers.updates.LazyMomentum;
import org.bilevel4j.solvers.updates.UpperAverage;

/**
 * PDSM: primal-dual stochastic descent-ascent with a moving average for x, on min-max problems
 * without a lower level. It is MMB without y.
 *
 * <pre>
 * problem   min_{x in X} max_alpha (1/m) sum_i f_i(x, alpha),  one alpha for all blocks or one each
 * step k    I     :=  n blocks without replacement
 *           alpha :=  P_A[ alpha + eta_a (1/n) sum_I grad_alpha f_i(x, alpha) ]          (D1)
 *                     or, each with its own, P_A[ alpha_i + eta_a grad_alpha f_i ], i in I
 *           d     :=  (1 - beta) d + beta (1/n) sum_I grad_x f_i(x, old alpha)           (D2)
 *           x     :=  P_X[ x - eta_x d ]                                                 (D3)
 * symbols   x, d (d_x) | alpha
 * cost      per step and sampled block: 1 gradient of f in x and alpha
 * assumes   f_i strongly concave in alpha
 * returns   theory: a random iterate (the engine's RANDOM)
 * </pre>
 */
@AutoService(Component.class)
@Listed(
    name = "pdsm",
    title = "descent-ascent with a moving average for x, without a lower level",
    source =
        "Guo, Xu, Yin, Jin, Yang 2021 (PDSM); Hu, Zhong, Yang 2022 as the case m = 1 without "
            + "y",
    differs =
        "without the Adam-type scaling of d that the source allows; blocks and P_X are "
            + "extensions")
public record Pdsm(
    @Param(role = Role.STEP_UPPER, symbol = "eta_x") Schedule etaX,
    @Param(role = Role.STEP_DUAL, symbol = "eta_a") Schedule etaDual,
    @Param("moving average of the direction of x") UpperAverage average,
    @Param(role = Role.BLOCKS, symbol = "|I|") Sampler blocksPerStep,
    @Param(value = "rows of the upper loss per block", symbol = "B") Batch batch)
    implements Solver<Pdsm.State> {

  /** Constant steps for curvatures about 1. */
  public Pdsm() {
    this(
        Schedule.constant(0.05),
        Schedule.constant(0.5),
        UpperAverage.of(0.1),
        Sampler.of(16),
        Batch.of(64));
  }

  /** x with its direction d, and alpha. */
  public record State(Vec x, LazyMomentum d, DualAscent alpha) implements SolverState {
    @Override
    public void currentX(Vec out) {
      d.current(x, out);
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
        Set.of(DualSide.Kind.PER_BLOCK, DualSide.Kind.SHARED),
        Requirements.Trait.UPPER_SET,
        Requirements.Trait.NO_LOWER_LEVEL,
        Requirements.Trait.ONLY_UPPER_LEVEL);
  }

  @Override
  public Cost cost() {
    return Cost.each(OracleCall.UPPER_GRAD_X, OracleCall.UPPER_GRAD_DUAL);
  }

  @Override
  public State init(Step k) {
    return new State(k.startUpper(), LazyMomentum.start(k.problem()), DualAscent.start(k));
  }

  @Override
  public void step(State s, Step k) {
    BlockSet set = k.sampleBlocks(blocksPerStep);
    s.d.catchUp(set, s.x);
    Blocks none = k.blocks(set, k.problem().lowerDims());
    UpperPoints f = k.upper(set, s.x, none, s.alpha.value(), k.draw(Purpose.UPPER, batch));
    Vec delta = f.gradX(k.weights(set));
    s.alpha.climb(k, f, etaDual.at(k)); // (D1)
    average.move(s.d, set, delta, etaX.at(k), s.x, k); // (D2), (D3)
  }
}

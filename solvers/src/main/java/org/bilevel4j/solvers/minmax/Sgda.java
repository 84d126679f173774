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
import org.bilevel4j.core.problem.Draw;
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
import org.bilevel4j.core.util.Args;
import org.bilevel4j.solvers.updates.DualAscent;

/**
 * SGDA: stochastic gradient descent-ascent on min-max problems without a lower level, and GDmax.
 *
 * <pre>
 * problem   min_{x in X} max_alpha (1/m) sum_i f_i(x, alpha),  one alpha for all blocks or one each
 * step k    I     :=  n blocks without replacement
 *           x     :=  P_X[ x - eta_x (1/n) sum_I grad_x f_i(x, alpha) ]                  (G1)
 *           alpha :=  P_A[ alpha + eta_a (1/n) sum_I grad_alpha f_i(x, alpha) ]          (G2)
 *                     or, each with its own, P_A[ alpha_i + eta_a grad_alpha f_i ], i in I
 *           both at the old x and alpha
 *           GDmax (maxAscentSteps above 1): G2 first, again and again on fresh batches until alpha
 *           moves by at most tolerance * eta_a, then G1 at the alpha found
 * symbols   x (d_x) | alpha
 * cost      per step and sampled block: 1 gradient of f in x and alpha; GDmax: up to maxAscentSteps
 *           gradients in alpha
 * assumes   f_i strongly concave in alpha for eta_a = 1/L, eta_x of the order 1/(kappa^2 L)
 * returns   theory: a random iterate (the engine's RANDOM)
 * </pre>
 */
@AutoService(Component.class)
@Listed(
    name = "sgda",
    title = "stochastic gradient descent-ascent without a lower level, and GDmax",
    source = "Lin, Jin, Jordan 2020, Algorithms 1 and 2",
    differs = "blocks and P_X are extensions; GDmax stops by the length of its steps")
public record Sgda(
    @Param(role = Role.STEP_UPPER, symbol = "eta_x") Schedule etaX,
    @Param(role = Role.STEP_DUAL, symbol = "eta_y") Schedule etaDual,
    @Param(value = "ascent steps per step: 1 is SGDA, more is GDmax", role = Role.INNER_STEPS)
        int maxAscentSteps,
    @Param(value = "GDmax: length of alpha's step over eta_a that ends it", range = "at least 0")
        double tolerance,
    @Param(role = Role.BLOCKS, symbol = "|I|") Sampler blocksPerStep,
    @Param(value = "rows of the upper loss per block", symbol = "M") Batch batch)
    implements Solver<Sgda.State> {

  /** Checks the ranges. */
  public Sgda {
    Args.atLeast(1, maxAscentSteps, "maxAscentSteps");
    Args.nonNegative(tolerance, "tolerance");
  }

  /** One ascent step, for curvatures about 1. */
  public Sgda() {
    this(Schedule.constant(0.05), Schedule.constant(0.5), 1, 1e-8, Sampler.of(16), Batch.of(64));
  }

  /** x and alpha. */
  public record State(Vec x, DualAscent alpha) implements SolverState {
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
    return Cost.none()
        .and(OracleCall.UPPER_GRAD_X, 1)
        .and(OracleCall.UPPER_GRAD_DUAL, 1, maxAscentSteps);
  }

  @Override
  public State init(Step k) {
    return new State(k.startUpper(), DualAscent.start(k));
  }

  @Override
  public void step(State s, Step k) {
    BlockSet set = k.sampleBlocks(blocksPerStep);
    Blocks none = k.blocks(set, k.problem().lowerDims());
    boolean toMaximum = maxAscentSteps > 1;
    double eta = etaDual.at(k);
    k.repeatWhile(
        toMaximum ? maxAscentSteps : 0, // GDmax
        t -> {
          Draw rows = k.draw(Purpose.UPPER, 1L + t, batch);
          UpperPoints f = k.upper(set, s.x, none, s.alpha.value(), rows);
          return !(s.alpha.climb(k, f, eta) <= tolerance * eta);
        });
    UpperPoints f = k.upper(set, s.x, none, s.alpha.value(), k.draw(Purpose.UPPER, batch));
    Vec h = f.gradX(k.weights(set));
    if (!toMaximum) {
      s.alpha.climb(k, f, eta); // (G2)
    }
    k.descend(s.x, etaX.at(k), h); // (G1)
  }
}

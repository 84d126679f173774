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
 * StocBiO: warm-started lower steps, then a Neumann series whose batches shrink with the factors
 * that stand behind them.
 *
 * <pre>
 * problem   min_{x in X} (1/m) sum_i f_i(x, y_i*(x)),   y_i*(x) = argmin_y g_i(x, y)
 * step k    D times  y_i :=  y_i - eta_y grad_y g_i(x, y_i), fresh rows each             (S1)
 *           v_i      :=  eta sum_{q=0..Q} (I - eta H(B_q)) ... (I - eta H(B_1)) grad_y f_i(D_F)
 *                        by p := p - eta H(B_q) p, v := v + p;  |B_q| = |B_1| shrink^(q-1) (S2)
 *           x        :=  P_X[ x - eta_x (1/m) sum_i (grad_x f_i(D_F) - grad2_xy g_i(D_G) v_i) ]
 *                                                                                      (S3)
 * symbols   x (d_x) | y_i (d_i), starts where the last step left it | v_i (d_i), new in each step
 * cost      per step and block: gradient of f in x and y; D grad_y g, Q H p, 1 J v
 * memory    d_x + sum_i d_i
 * assumes   g_i strongly convex in y; eta_y, eta at most 1/L_g; shrink = 1 - eta mu_g in theory
 * returns   theory: a random iterate (the engine's RANDOM)
 * </pre>
 */
@AutoService(Component.class)
@Listed(
    name = "stocbio",
    title = "warm-started lower steps and a Neumann series on shrinking batches",
    source = "Ji, Yang, Liang 2021, Algorithm 2",
    differs = "several blocks and P_X are extensions")
public record StocBio(
    @Param(role = Role.STEP_UPPER, symbol = "beta") Schedule etaX,
    @Param(role = Role.STEP_LOWER, symbol = "alpha") Schedule etaY,
    @Param(role = Role.INNER_STEPS, symbol = "D") int lowerSteps,
    @Param(value = "products with the Hessian", symbol = "Q", range = "at least 0") int terms,
    @Param(role = Role.STEP_SERIES, symbol = "eta") double step,
    @Param(value = "rows of the first Hessian product", symbol = "B_1") Batch hessianBatch,
    @Param(value = "size of each Hessian batch against the one before", range = "in [0, 1]")
        double shrink,
    @Param(value = "rows of each lower step per block", symbol = "S") Batch lowerBatch,
    @Param(value = "rows of the cross product per block", symbol = "D_G") Batch crossBatch,
    @Param(value = "rows of the upper loss per block", symbol = "D_F") Batch upperBatch)
    implements Solver<StocBio.State> {

  /** Checks the ranges. */
  public StocBio {
    Args.atLeast(1, lowerSteps, "lowerSteps");
    Args.atLeast(0, terms, "terms");
    Args.positive(step, "step");
    Args.within(0, 1, shrink, "shrink");
  }

  /** Ten lower steps and ten products, for curvatures about 1. */
  public StocBio() {
    this(
        Schedule.constant(0.1),
        Schedule.constant(0.5),
        10,
        10,
        0.5,
        Batch.of(64),
        0.75,
        Batch.of(64),
        Batch.of(64),
        Batch.of(64));
  }

  /** x and y_i. */
  public record State(Vec x, Blocks y) implements SolverState {
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
    return Cost.each(OracleCall.UPPER_GRAD_X, OracleCall.UPPER_GRAD_Y)
        .and(OracleCall.LOWER_GRAD_Y, lowerSteps)
        .and(OracleCall.LOWER_HVP, terms)
        .and(OracleCall.LOWER_CROSS_XY, 1);
  }

  @Override
  public State init(Step k) {
    Vec x = k.startUpper();
    return new State(x, k.startLower(x));
  }

  @Override
  public void step(State s, Step k) {
    BlockSet all = k.allBlocks();
    Weights w = k.weights(all);
    LowerTrajectory y = LowerTrajectory.from(k, all, s.x, s.y, lowerBatch);
    for (int t = 0; t < lowerSteps; t++) {
      y.descend(etaY.at(k), y.points().gradY()); // (S1)
    }
    UpperPoints f = k.upper(all, s.x, y.last(), k.draw(Purpose.UPPER, upperBatch));
    Vec h = f.gradX(w);
    Blocks v = series(y, f.gradY(), k); // (S2)
    y.ask(Purpose.CROSS, 0, crossBatch).addCrossXY(w.times(-1), v, h);
    k.descend(s.x, etaX.at(k), h); // (S3)
    s.y.copyFrom(y.last());
  }

  /** v_i of (S2), for the right-hand side b_i = grad_y f_i. */
  private Blocks series(LowerTrajectory y, Blocks b, Step k) {
    Blocks term = k.blocks(y.set(), k.problem().lowerDims());
    Blocks v = k.blocks(y.set(), k.problem().lowerDims());
    term.copyFrom(b);
    v.copyFrom(b);
    k.repeat(
        terms,
        q -> {
          term.axpy(-step, y.ask(Purpose.HESSIAN, q, hessianRows(q)).hvpYY(term));
          v.axpy(1, term);
        });
    v.scale(step);
    return v;
  }

  /** The rows of product q, from 0; at least one. */
  private Batch hessianRows(int q) {
    if (hessianBatch instanceof Batch.Size first) {
      long rows = Math.round(first.size() * StrictMath.pow(shrink, q));
      return new Batch.Size((int) Math.max(1, rows), first.sampling());
    }
    return hessianBatch;
  }
}

package org.bilevel4j.solvers.robust;

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
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.LowerStart;
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
import org.bilevel4j.solvers.updates.SimplexStep;
import org.bilevel4j.solvers.updates.SimplexWeights;

/**
 * TR-MAML: task-robust meta-learning, the worst case over tasks of the loss after one adaptation
 * step from a common start.
 *
 * <pre>
 * problem   min_{x in X} max_{lambda in Delta} sum_i lambda_i f_i(x, y_i(x)),
 *           y_i(x) = y_init(x) - a grad_y g_i(x, y_init(x))
 *           in the paper y_init(x) = x, g_i the task's training loss, f_i its test loss, at y alone
 * step k    I       :=  n of the m tasks without replacement
 *           y_i     :=  y_init(x) - a grad_y g_i(x, y_init(x))                i in I    (A1)
 *           q_i     :=  (I - a grad2_yy g_i) grad_y f_i(x, y_i)                         (A2)
 *           x       :=  P_X[ x - eta (m/n) sum_I lambda_i { grad_x f_i
 *                         + (d y_init/dx)^T q_i - a grad2_xy g_i grad_y f_i } ]         (A3)
 *           lambda  :=  P_Delta[ lambda + gamma u ], u_i = (m/n) f_i in I, 0 elsewhere  (A4)
 * symbols   x (d_x) | y_i (d_i), gone after the step | lambda (m), p in the paper
 * cost      per step and sampled block: value and gradient of f, 1 grad_y g, 1 J v, and 1 H v where
 *           y_init depends on x
 * memory    d_x + m
 * assumes   nothing of g_i: there is no lower level to solve, one step is the model
 * options   losses times m lambda_i in A4, as the authors' scripts have it
 * returns   theory: the average of x (convex), a random iterate otherwise (the engine's AVERAGE,
 *           RANDOM)
 * </pre>
 */
@AutoService(Component.class)
@Listed(
    name = "tr-maml",
    title = "task-robust meta-learning with one adaptation step",
    source = "Collins, Mokhtari, Shakkottai, NeurIPS 2020, Algorithm 1",
    differs = "nothing by default; the terms in grad_x f and grad2_xy g cover losses that see x")
public record TrMaml(
    @Param(role = Role.STEP_UPPER, symbol = "eta_w") Schedule etaX,
    @Param(role = Role.STEP_WEIGHTS, symbol = "eta_p") Schedule gamma,
    @Param(value = "length of the adaptation step", symbol = "alpha", range = "at least 0")
        double adaptation,
    @Param("options of the weights' step") SimplexStep lambda,
    @Param("weigh the losses by m lambda before the weights' step, as the scripts do")
        boolean lossesTimesWeights,
    @Param(value = "tasks per step", role = Role.BLOCKS, symbol = "C") Sampler blocksPerStep,
    @Param("rows of the lower (training) loss per task") Batch lowerBatch,
    @Param("rows of the upper (test) loss per task") Batch upperBatch)
    implements Solver<TrMaml.State> {

  /** Checks the ranges. */
  public TrMaml {
    Args.nonNegative(adaptation, "adaptation");
    lambda.requireOldX("A3");
  }

  /** Constant steps for curvatures about 1. */
  public TrMaml() {
    this(
        Schedule.constant(0.05),
        Schedule.constant(0.02),
        0.2,
        SimplexStep.plain(),
        false,
        Sampler.of(16),
        Batch.of(64),
        Batch.of(64));
  }

  /** x and lambda. */
  public record State(Vec x, SimplexWeights lambda) implements SolverState {
    @Override
    public Optional<Vec> weights() {
      return Optional.of(lambda.lambda());
    }
  }

  @Override
  public Requirements requirements() {
    return Requirements.of(cost(), Set.of(DualSide.Kind.SIMPLEX), Requirements.Trait.UPPER_SET);
  }

  @Override
  public Cost cost() {
    return Cost.each(
            OracleCall.UPPER_VALUE,
            OracleCall.UPPER_GRAD_X,
            OracleCall.UPPER_GRAD_Y,
            OracleCall.LOWER_GRAD_Y,
            OracleCall.LOWER_CROSS_XY)
        .and(OracleCall.LOWER_HVP, 0, 1);
  }

  @Override
  public State init(Step k) {
    return new State(k.startUpper(), SimplexWeights.start(lambda, k.blocks()));
  }

  @Override
  public void step(State s, Step k) {
    BlockSet set = k.sampleBlocks(blocksPerStep);
    Weights w = s.lambda.over(k, set);
    Blocks start = k.coldLower(set, s.x);
    LowerPoints g = k.lower(set, s.x, start, k.draw(Purpose.LOWER, lowerBatch));
    Blocks y = adapted(k, start, g); // (A1)
    UpperPoints f = k.upper(set, s.x, y, k.draw(Purpose.UPPER, upperBatch));
    Vec h = direction(s.x, w, g, f, k); // (A2)
    Vec losses = k.vec(set.size());
    for (int at = 0; at < set.size(); at++) {
      double own = k.blocks() * w.at(set.id(at)) / set.designWeight(at); // m lambda_i
      double weight = lossesTimesWeights ? own : 1;
      losses.set(at, weight * f.values().get(at));
    }
    k.descend(s.x, etaX.at(k), h); // (A3)
    s.lambda.climb(k, set, gamma.at(k), losses); // (A4)
  }

  private Blocks adapted(Step k, Blocks start, LowerPoints g) {
    Blocks y = k.blocks(g.set(), k.problem().lowerDims());
    y.copyFrom(start);
    y.axpy(-adaptation, g.gradY());
    return y;
  }

  @Override
  public Blocks judged(State s, Step k) {
    Blocks start = k.coldLower(k.allBlocks(), s.x);
    return adapted(k, start, k.lower(k.allBlocks(), s.x, start, Draw.full()));
  }

  private Vec direction(Vec x, Weights w, LowerPoints g, UpperPoints f, Step k) {
    LowerStart start = k.problem().lowerStart();
    BlockSet set = f.set();
    Vec h = start.dependsOnX() ? k.vec(x.dim()) : k.upperZeros(set); // y_init may see all of x
    f.addGradX(w, h);
    g.addCrossXY(w.times(-adaptation), f.gradY(), h);
    if (start.dependsOnX()) {
      Blocks q = g.hvpYY(f.gradY());
      for (int at = 0; at < set.size(); at++) {
        Vec own = q.atPosition(at);
        own.scale(-adaptation);
        own.axpy(1, f.gradY().atPosition(at));
        start.addTransposed(set.id(at), x, w.at(set.id(at)), own, h);
      }
    }
    return h;
  }
}

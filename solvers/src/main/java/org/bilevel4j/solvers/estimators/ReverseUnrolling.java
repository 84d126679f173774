package org.bilevel4j.solvers.estimators;

import com.google.auto.service.AutoService;
import java.util.Set;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.solver.Cost;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.solvers.lower.LowerTrajectory;

/**
 * The lower steps of this iteration unrolled backwards (docs/ALGORITHMS.md 3.7), or the last of
 * them (3.9). The iterate they start from counts as a constant where the last iteration left it,
 * and as y_init(x) where they start cold and none of them is left out. A buffer of momentum that
 * they start with is a constant.
 *
 * <pre>
 * p = grad_y f, q = 0;  for t = T, ..., 1:
 *   q := p + mu q,  h := h - eta J(x, y_{t-1}) q,  p := p - eta (H(x, y_{t-1}) + w I) q
 * with momentum mu and weight decay w of y, 0 in most solvers: then q is p
 * cold start that moves with x:  h := h + (dy_init/dx)^T p at the end
 * cost T products J p, T - 1 products H p (T where the start moves), at the points of the steps
 * </pre>
 *
 * @param depth how many of the last steps; 0 for all
 */
@AutoService(Component.class)
@Listed(
    name = "reverse",
    title = "this iteration's lower steps unrolled backwards",
    source = "Franceschi, Donini, Frasconi, Pontil 2017")
public record ReverseUnrolling(
    @Param(value = "how many of the last lower steps, 0 for all", range = "at least 0") int depth)
    implements Hypergradient {

  /** Checks the range. */
  public ReverseUnrolling {
    Args.atLeast(0, depth, "depth");
  }

  /** The defaults. */
  public ReverseUnrolling() {
    this(0);
  }

  @Override
  public Adjoint start(Step k) {
    return this::direction;
  }

  private Vec direction(Step k, LowerTrajectory y, UpperPoints f, Weights w) {
    Vec h = y.start().direct(f, w);
    Blocks p = k.blocks(y.set(), k.problem().lowerDims());
    p.copyFrom(f.gradY());
    int first = y.steps() - unrolled(y.steps());
    boolean intoStart = first == 0 && y.start().moves();
    Blocks q = y.rule().moves(k, p);
    for (int t = y.steps() - 1; t >= first; t--) {
      LowerPoints g = y.pointsBefore(t);
      y.rule().fade(q);
      y.rule().join(p, q);
      g.addCrossXY(w.times(-y.size(t)), q, h);
      if (t > first || intoStart) {
        p.axpy(-y.size(t), y.rule().decayed(k, g.hvpYY(q), q));
      }
    }
    if (intoStart) {
      y.start().addTransposed(w, p, h);
    }
    return h;
  }

  private int unrolled(int steps) {
    return depth == 0 ? steps : Math.min(depth, steps);
  }

  @Override
  public boolean unrolls() {
    return true;
  }

  @Override
  public boolean chains() {
    return depth != 1;
  }

  @Override
  public Set<OracleCall> calls() {
    return ProductBatches.WITH_HVP;
  }

  @Override
  public Cost cost(int lowerSteps) {
    int n = unrolled(lowerSteps);
    return Cost.each(OracleCall.UPPER_GRAD_X, OracleCall.UPPER_GRAD_Y)
        .and(OracleCall.LOWER_CROSS_XY, n)
        .and(OracleCall.LOWER_HVP, Math.max(0, n - 1));
  }

  @Override
  public Cost coldCost(int lowerSteps) {
    Cost warm = cost(lowerSteps);
    boolean all = unrolled(lowerSteps) == lowerSteps;
    return all ? warm.upTo(warm.and(OracleCall.LOWER_HVP, 1)) : warm;
  }

  @Override
  public String error() {
    return "(1 - eta_y mu)^K over K unrolled steps; exact for the iterates as they are";
  }
}

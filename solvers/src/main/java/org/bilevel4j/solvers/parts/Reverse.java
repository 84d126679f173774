package org.bilevel4j.solvers.parts;

import com.google.auto.service.AutoService;
import java.util.Set;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.solver.Cost;
import org.bilevel4j.core.solver.Param;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.core.util.Args;

/**
 * The lower steps of this iteration unrolled backwards (algorithms.md 5.7), or the last of them
 * (5.9); the iterate they start from counts as a constant.
 *
 * <pre>
 * p = grad_y f;  for t = T, ..., 1:  h := h - eta J(x, y_{t-1}) p,  p := p - eta H(x, y_{t-1}) p
 * cost T products J p, T - 1 products H p, at the points of the lower steps
 * </pre>
 *
 * @param depth how many of the last steps; 0 for all
 */
public record Reverse(
    @Param(value = "how many of the last lower steps, 0 for all", range = "at least 0") int depth)
    implements Hypergradient {

  /** Checks the range. */
  public Reverse {
    Args.atLeast(0, depth, "depth");
  }

  @Override
  public Adjoint start(Step k) {
    return this::direction;
  }

  private Vec direction(Step k, LowerPath y, UpperPoints f, Weights w) {
    Vec h = f.gradX(w);
    Blocks p = k.blocks(y.set(), k.problem().lowerDims());
    p.copyFrom(f.gradY());
    int first = y.steps() - unrolled(y.steps());
    for (int t = y.steps() - 1; t >= first; t--) {
      LowerPoints g = y.pointsBefore(t);
      g.addCrossXY(w.times(-y.size(t)), p, h);
      if (t > first) {
        p.axpy(-y.size(t), g.hvpYY(p));
      }
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
  public Set<OracleCall> calls() {
    return Products.WITH_HVP;
  }

  @Override
  public Cost cost(int lowerSteps) {
    int n = unrolled(lowerSteps);
    return Cost.each(OracleCall.UPPER_GRAD_X, OracleCall.UPPER_GRAD_Y)
        .and(OracleCall.LOWER_CROSS_XY, n)
        .and(OracleCall.LOWER_HVP, Math.max(0, n - 1));
  }

  /** The catalogue's view of the last steps alone. */
  @AutoService(EstimatorEntry.class)
  public static final class Truncated implements EstimatorEntry {
    @Override
    public String name() {
      return "truncated-reverse";
    }

    @Override
    public String title() {
      return "'reverse' over the last of this iteration's lower steps";
    }

    @Override
    public String source() {
      return "Shaban, Cheng, Hatch, Boots 2019";
    }

    @Override
    public String error() {
      return "(1 - eta_y mu)^K over the last K lower steps";
    }

    @Override
    public Reverse defaults() {
      return new Reverse(5);
    }
  }

  /** The catalogue's view. */
  @AutoService(EstimatorEntry.class)
  public static final class Entry implements EstimatorEntry {
    @Override
    public String name() {
      return "reverse";
    }

    @Override
    public String title() {
      return "this iteration's lower steps unrolled backwards";
    }

    @Override
    public String source() {
      return "Franceschi, Donini, Frasconi, Pontil 2017";
    }

    @Override
    public String error() {
      return "(1 - eta_y mu)^K over K unrolled steps; exact for the iterates as they are";
    }

    @Override
    public Reverse defaults() {
      return new Reverse(0);
    }
  }
}

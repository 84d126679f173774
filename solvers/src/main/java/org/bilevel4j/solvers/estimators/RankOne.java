package org.bilevel4j.solvers.estimators;

import com.google.auto.service.AutoService;
import java.util.Set;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.Purpose;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.solver.Cost;
import org.bilevel4j.core.solver.StateVisitor;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.solvers.lower.LowerTrajectory;

/**
 * HEURISTIC: products of gradients in the place of second derivatives ("BSG-1"; docs/ALGORITHMS.md
 * 3.18).
 *
 * <pre>
 * H ~ (grad_y g)(grad_y g)',  J ~ (grad_x g)(grad_y g)'  give  J v ~ q grad_x g,
 * q    = (grad_y g . grad_y f) / |grad_y g|^2, cut to [-cap, cap]; 0 where |grad_y g|^2 < 1e-12
 * h    = grad_x f - q grad_x g
 * cost 1 grad_x g, 1 grad_y g
 * bias any: q is of the order 1/|grad_y g| near the lower solution. Only where grad_x g vanishes
 *      there too (fits without a residual) may it follow the hypergradient; on a random quadratic
 *      it diverges without a cap, and with one comes to rest at a wrong point
 * </pre>
 *
 * <p>Kept in the state: "capped" and "zero" count the blocks where either rule was at work.
 *
 * @param cap bound of |q|
 * @param batch the rows of both gradients
 */
@AutoService(Component.class)
@Listed(
    name = "rank-one",
    aliases = "bsg-1",
    title = "heuristic: products of gradients for second derivatives",
    source = "Giovannelli, Kent, Vicente 2021 (BSG-1)")
public record RankOne(
    @Param(value = "bound of the quotient", range = "above 0, or Infinity") double cap,
    @Param("rows of both gradients: 'lower' is as many as the lower step") EstimatorBatch batch)
    implements Hypergradient {
  /** The defaults. */
  public RankOne() {
    this(1, EstimatorBatch.likeLower());
  }

  private static final double NOTHING = 1e-12;

  /** Checks the range. */
  public RankOne {
    if (!(cap > 0)) {
      throw new UserError("cap is " + cap + ", must be above 0.");
    }
  }

  @Override
  public Adjoint start(Step k) {
    return new Quotients(this);
  }

  /** What one run carries: how often the guards were at work. */
  private static final class Quotients implements Adjoint {
    private final RankOne p;
    private final long[] capped = new long[1];
    private final long[] zero = new long[1];

    Quotients(RankOne p) {
      this.p = p;
    }

    @Override
    public Vec direction(Step k, LowerTrajectory y, UpperPoints f, Weights w) {
      LowerPoints g = y.ask(Purpose.HESSIAN, 0, p.batch.orElse(y.batch()));
      Vec weights = k.vec(y.set().size());
      for (int at = 0; at < weights.dim(); at++) {
        Vec slope = g.gradY().atPosition(at);
        double q = quotient(slope.dot(f.gradY().atPosition(at)), slope.normSquared());
        weights.set(at, -w.at(y.set().id(at)) * q);
      }
      Vec h = f.gradX(w);
      g.addGradX(Weights.over(y.set(), weights), h);
      return h;
    }

    private double quotient(double product, double square) {
      if (square < NOTHING) {
        zero[0]++;
        return 0;
      }
      double q = product / square;
      capped[0] += Math.abs(q) > p.cap ? 1 : 0;
      return Math.max(-p.cap, Math.min(p.cap, q));
    }

    @Override
    public void visit(StateVisitor v) {
      v.counters("capped", capped);
      v.counters("zero", zero);
      v.remark(
          "rank-one is a heuristic: its direction is not the hypergradient; the quotient was cut "
              + capped[0]
              + " times and set to zero "
              + zero[0]
              + " times.");
    }
  }

  @Override
  public Set<OracleCall> calls() {
    return cost(0).calls().keySet();
  }

  @Override
  public Cost cost(int lowerSteps) {
    return Cost.each(
        OracleCall.UPPER_GRAD_X,
        OracleCall.UPPER_GRAD_Y,
        OracleCall.LOWER_GRAD_X,
        OracleCall.LOWER_GRAD_Y);
  }

  @Override
  public String error() {
    return "any: a heuristic";
  }
}

package org.bilevel4j.solvers.estimators;

import com.google.auto.service.AutoService;
import java.util.Set;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.config.Role;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.set.Ball;
import org.bilevel4j.core.solver.Cost;
import org.bilevel4j.core.solver.Schedule;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.core.solver.Visit;
import org.bilevel4j.solvers.lower.LowerTrajectory;

/**
 * One stochastic gradient step on the adjoint system per step of the solver (docs/ALGORITHMS.md
 * 3.6), as in SOBA and MMB v2.
 *
 * <pre>
 * h = grad_x f - J v,   then  v := P_ball[ v - eta (H v - grad_y f) ]
 * order  the direction takes the old v, which is independent of this step's rows
 * cost   1 product H v, 1 product J v, on one fresh batch
 * </pre>
 *
 * @param step eta
 * @param radius of the ball about 0 that v is kept in
 * @param batch rows of both products
 */
@AutoService(Component.class)
@Listed(
    name = "tracking",
    title = "one gradient step on the adjoint system per step of the solver",
    source = "Dagreou, Ablin, Vaiter, Moreau 2022; Hu, Zhong, Yang 2022")
public record TrackedAdjoint(
    @Param(value = "step size of v, at most 1/L", role = Role.STEP_ADJOINT, symbol = "eta_v")
        Schedule step,
    @Param(role = Role.RADIUS, symbol = "Gamma") double radius,
    @Param("rows of both products: 'lower' is as many as the lower step") EstimatorBatch batch)
    implements Hypergradient {

  /** Checks the range. */
  public TrackedAdjoint {
    new Ball(radius);
  }

  /** The defaults. */
  public TrackedAdjoint() {
    this(Schedule.constant(0.5), Double.POSITIVE_INFINITY, EstimatorBatch.likeLower());
  }

  @Override
  public Adjoint start(Step k) {
    return new Tracked(this, k.state("adjoints", k.problem().lowerDims()));
  }

  /** v of the blocks sampled so far. */
  private record Tracked(@Visit(skip = true) TrackedAdjoint p, Blocks v) implements Adjoint {
    @Override
    public Vec direction(Step k, LowerTrajectory y, UpperPoints f, Weights w) {
      ProductBatches products = new ProductBatches(y, p.batch, true);
      Vec h = products.direction(f, w, v);
      products.descend(0, v, f.gradY(), p.step.at(k));
      v.project(y.set(), i -> new Ball(p.radius));
      return h;
    }
  }

  @Override
  public Set<OracleCall> calls() {
    return ProductBatches.WITH_HVP;
  }

  @Override
  public Cost cost(int lowerSteps) {
    return ProductBatches.implicitCost().and(OracleCall.LOWER_HVP, 1);
  }

  @Override
  public String error() {
    return "tracks: (1 - eta_v mu) of the last step's, and what has moved since";
  }
}

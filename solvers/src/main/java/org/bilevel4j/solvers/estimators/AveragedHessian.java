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
import org.bilevel4j.core.solver.Visit;
import org.bilevel4j.solvers.lower.LowerTrajectory;

/**
 * A moving average of Hessians, kept per block and solved by Cholesky (docs/ALGORITHMS.md 3.12), as
 * in MMB v1.
 *
 * <pre>
 * h = grad_x f - J s^-1 grad_y f with the old s,   then  s := (1 - beta) s + beta H
 * error lag and what is left of the noise
 * cost  1 dense H and 1 product J v on one batch, d_i^3/3 per block
 * </pre>
 *
 * @param average how the Hessians are averaged
 * @param batch rows of H and J
 */
@AutoService(Component.class)
@Listed(
    name = "averaged-hessian",
    title = "Cholesky factor of a moving average of Hessians",
    source = "Hu, Zhong, Yang 2022, Algorithm 1")
public record AveragedHessian(
    HessianAverage average,
    @Param("rows of H and J: 'lower' is as many as the lower step") EstimatorBatch batch)
    implements Hypergradient {
  /** The defaults. */
  public AveragedHessian() {
    this(HessianAverage.of(0.5), EstimatorBatch.likeLower());
  }

  @Override
  public Adjoint start(Step k) {
    return new Averaging(this, average.track(k));
  }

  /** s of the blocks sampled so far. */
  private record Averaging(@Visit(skip = true) AveragedHessian p, HessianAverage.Tracked s)
      implements Adjoint {
    @Override
    public Vec direction(Step k, LowerTrajectory y, UpperPoints f, Weights w) {
      ProductBatches products = new ProductBatches(y, p.batch, true);
      LowerPoints g = products.hessian(0);
      Blocks v = s.solve(k, g, f.gradY());
      s.add(k, g);
      return products.direction(f, w, v);
    }
  }

  @Override
  public Set<OracleCall> calls() {
    return ProductBatches.WITH_HESSIAN;
  }

  @Override
  public Cost cost(int lowerSteps) {
    return ProductBatches.implicitCost().and(OracleCall.LOWER_HESSIAN, 1);
  }

  @Override
  public String error() {
    return "the lag of the average, and beta of the noise's variance";
  }
}

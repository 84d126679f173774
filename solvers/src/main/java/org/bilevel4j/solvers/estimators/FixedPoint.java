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
import org.bilevel4j.core.solver.Cost;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.core.solver.Visit;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.solvers.lower.LowerTrajectory;

/**
 * Gradient steps on the quadratic whose minimiser is the adjoint (docs/ALGORITHMS.md 3.4).
 *
 * <pre>
 * Q times  v := v - eta (H v - grad_y f),   from the block's last v, or from 0
 * error    (1 - eta mu)^Q of what the start was away: amortised over steps when started warm;
 *          from 0 it is the Neumann series with Q - 1 terms
 * cost     Q products H v, 1 product J v
 * </pre>
 *
 * @param steps Q
 * @param step eta
 * @param warm whether each block starts at its last v, which is kept
 * @param batch rows of each product
 * @param oneBatch whether all products share one batch
 */
@AutoService(Component.class)
@Listed(
    name = "fixed-point",
    title = "gradient steps on the adjoint system, started warm",
    source = "Grazzi, Franceschi, Pontil, Salzo 2020; Arbel, Mairal 2022")
public record FixedPoint(
    @Param(value = "products with the Hessian", symbol = "Q", range = "at least 1") int steps,
    @Param(value = "step size of v, below 2/L", role = Role.STEP_SERIES, symbol = "eta")
        double step,
    @Param("start at each block's last solution") boolean warm,
    @Param("rows of each product: 'lower' is as many as the lower step") EstimatorBatch batch,
    @Param("one batch for all products instead of a fresh one each") boolean oneBatch)
    implements Hypergradient {

  /** Checks the ranges. */
  public FixedPoint {
    Args.atLeast(1, steps, "steps");
    Args.positive(step, "step");
  }

  /** The defaults. */
  public FixedPoint() {
    this(10, 0.5, true, EstimatorBatch.likeLower(), false);
  }

  @Override
  public Adjoint start(Step k) {
    if (warm) {
      return new Warm(this, k.state("adjoints", k.problem().lowerDims()));
    }
    return (now, y, f, w) ->
        direction(now, y, f, w, now.blocks(y.set(), now.problem().lowerDims()));
  }

  private Vec direction(Step k, LowerTrajectory y, UpperPoints f, Weights w, Blocks v) {
    ProductBatches products = new ProductBatches(y, batch, oneBatch);
    k.repeat(steps, q -> products.descend(q, v, f.gradY(), step));
    return products.direction(f, w, v);
  }

  /** Keeps v per block from step to step. */
  private record Warm(@Visit(skip = true) FixedPoint p, Blocks v) implements Adjoint {
    @Override
    public Vec direction(Step k, LowerTrajectory y, UpperPoints f, Weights w) {
      return p.direction(k, y, f, w, v);
    }
  }

  @Override
  public Set<OracleCall> calls() {
    return ProductBatches.WITH_HVP;
  }

  @Override
  public Cost cost(int lowerSteps) {
    return ProductBatches.implicitCost().and(OracleCall.LOWER_HVP, steps);
  }

  @Override
  public String error() {
    return "(1 - eta mu)^Q of the start's, amortised over steps when started warm";
  }
}

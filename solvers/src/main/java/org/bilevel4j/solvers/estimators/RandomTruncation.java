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
import org.bilevel4j.core.problem.Purpose;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.solver.Cost;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.solvers.lower.LowerTrajectory;

/**
 * Random truncation of the Neumann series (docs/ALGORITHMS.md 3.5).
 *
 * <pre>
 * q uniform in 0..k-1,   v = k eta (I - eta H(B_q)) ... (I - eta H(B_1)) grad_y f
 * mean the truncated series with Q = k-1; the variance grows with k
 * cost q products H p, 1 product J v
 * </pre>
 *
 * <p>One q per step serves all blocks, so that their products stay fused; the estimate of each
 * block has the mean above.
 *
 * @param length k
 * @param step eta
 * @param batch rows of each product
 */
@AutoService(Component.class)
@Listed(
    name = "random-truncation",
    title = "Neumann series cut at a random length",
    source = "Ghadimi, Wang 2018; Hong, Wai, Wang, Yang 2020")
public record RandomTruncation(
    @Param(value = "number of lengths drawn from", symbol = "k", range = "at least 1") int length,
    @Param(role = Role.STEP_SERIES, symbol = "eta") double step,
    @Param("rows of each product: 'lower' is as many as the lower step") EstimatorBatch batch)
    implements Hypergradient {

  /** Checks the ranges. */
  public RandomTruncation {
    Args.atLeast(1, length, "length");
    Args.positive(step, "step");
  }

  /** The defaults. */
  public RandomTruncation() {
    this(10, 0.5);
  }

  /** Batches as large as the lower step's. */
  public RandomTruncation(int length, double step) {
    this(length, step, EstimatorBatch.likeLower());
  }

  @Override
  public Adjoint start(Step k) {
    return this::direction;
  }

  private Vec direction(Step k, LowerTrajectory y, UpperPoints f, Weights w) {
    int q = y.key(Purpose.TRUNCATION, 0).rng().nextInt(length);
    ProductBatches products = new ProductBatches(y, batch, false);
    Blocks p = k.blocks(y.set(), k.problem().lowerDims());
    p.copyFrom(f.gradY());
    for (int j = 0; j < q; j++) {
      p.axpy(-step, products.hessian(j).hvpYY(p));
    }
    p.scale(length * step);
    return products.direction(f, w, p);
  }

  @Override
  public Set<OracleCall> calls() {
    return ProductBatches.WITH_HVP;
  }

  @Override
  public Cost cost(int lowerSteps) {
    return ProductBatches.implicitCost().and(OracleCall.LOWER_HVP, 0, length - 1L);
  }

  @Override
  public String error() {
    return "mean: that of neumann with Q = k-1; the variance grows with k";
  }
}

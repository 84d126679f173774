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
import org.bilevel4j.core.util.Args;
import org.bilevel4j.solvers.lower.LowerTrajectory;

/**
 * Neumann series (docs/ALGORITHMS.md 3.3). With no terms it is one of the one-step rules (3.10): v
 * = eta grad_y f, one unrolled lower step, is that of Liu, Simonyan and Yang (DARTS); v = grad_y f,
 * with eta = 1, that of Luketina and others.
 *
 * <pre>
 * v = eta sum_{q=0..Q} (I - eta H)^q grad_y f      by p := p - eta H p, v := v + p
 * error (1 - eta mu)^(Q+1); eta below 2/L to converge, at most 1/L to do so monotonically
 * cost  Q products H p, 1 product J v
 * </pre>
 *
 * @param terms Q
 * @param step eta
 * @param batch rows of each product
 * @param oneBatch whether all products share one batch
 */
@AutoService(Component.class)
@Listed(
    name = "neumann",
    title = "Neumann series of the inverse Hessian",
    source = "Ghadimi, Wang 2018; Ji, Yang, Liang 2021")
public record Neumann(
    @Param(value = "products with the Hessian", symbol = "Q", range = "at least 0") int terms,
    @Param(role = Role.STEP_SERIES, symbol = "eta") double step,
    @Param("rows of each product: 'lower' is as many as the lower step") EstimatorBatch batch,
    @Param("one batch for all products instead of a fresh one each") boolean oneBatch)
    implements Hypergradient {

  /** Checks the ranges. */
  public Neumann {
    Args.atLeast(0, terms, "terms");
    Args.positive(step, "step");
  }

  /** The defaults. */
  public Neumann() {
    this(10, 0.5);
  }

  /** Fresh batches as large as the lower step's. */
  public Neumann(int terms, double step) {
    this(terms, step, EstimatorBatch.likeLower(), false);
  }

  @Override
  public Adjoint start(Step k) {
    return this::direction;
  }

  private Vec direction(Step k, LowerTrajectory y, UpperPoints f, Weights w) {
    ProductBatches products = new ProductBatches(y, batch, oneBatch);
    Blocks p = k.blocks(y.set(), k.problem().lowerDims());
    Blocks v = k.blocks(y.set(), k.problem().lowerDims());
    p.copyFrom(f.gradY());
    v.copyFrom(p);
    k.repeat(
        terms,
        q -> {
          p.axpy(-step, products.hessian(q).hvpYY(p));
          v.axpy(1, p);
        });
    v.scale(step);
    return products.direction(f, w, v);
  }

  @Override
  public Set<OracleCall> calls() {
    return ProductBatches.WITH_HVP;
  }

  @Override
  public Cost cost(int lowerSteps) {
    return ProductBatches.implicitCost().and(OracleCall.LOWER_HVP, terms);
  }

  @Override
  public String error() {
    return "(1 - eta mu)^(Q+1)";
  }
}

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
import org.bilevel4j.core.solver.StateVisitor;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.solvers.lower.LowerTrajectory;

/**
 * The adjoint system solved by Cholesky (docs/ALGORITHMS.md 3.1), for d_i up to some hundreds; by
 * LDL^T where H is indefinite, as that of a small batch may be; a known Hessian is not asked for.
 * Where a pivot is not above 1e-12 of the matrix a ridge is added, ten times larger until it
 * suffices. How often is kept in the state as "ridged" and "indefinite", how much as
 * "largestRidge", and the run's log says it.
 *
 * <pre>
 * v = (H + ridge I)^-1 grad_y f
 * cost 1 dense H, 1 product J v, d_i^3/3 per block
 * </pre>
 *
 * @param ridge added to the diagonal always
 * @param batch the rows of H and J
 * @param oneBatch whether H and J share a batch
 */
@AutoService(Component.class)
@Listed(
    name = "exact",
    title = "Cholesky factor of the dense Hessian",
    source = "implicit function theorem")
public record ExactInverse(
    @Param(value = "added to the diagonal always", range = "at least 0") double ridge,
    @Param("rows of H and J: 'lower' is as many as the lower step") EstimatorBatch batch,
    @Param("one batch for H and J instead of one each") boolean oneBatch)
    implements Hypergradient {
  /** Checks the range. */
  public ExactInverse {
    Args.nonNegative(ridge, "ridge");
  }

  /** The defaults. */
  public ExactInverse() {
    this(0, EstimatorBatch.likeLower(), true);
  }

  @Override
  public Adjoint start(Step k) {
    return new Solving(this);
  }

  /** The solves and their report on ridges. */
  private static final class Solving implements Adjoint {
    private final ExactInverse p;
    private final DenseSolves solves;

    Solving(ExactInverse p) {
      this.p = p;
      this.solves = DenseSolves.symmetric(p.ridge);
    }

    @Override
    public Vec direction(Step k, LowerTrajectory y, UpperPoints f, Weights w) {
      ProductBatches products = new ProductBatches(y, p.batch, p.oneBatch);
      LowerPoints g = products.hessian(0);
      Blocks v = solves.solve(k, g, f.gradY());
      return products.direction(f, w, v);
    }

    @Override
    public void visit(StateVisitor v) {
      solves.visit(v);
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
    return "round-off";
  }
}

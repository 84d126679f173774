package org.bilevel4j.solvers.estimators;

import com.google.auto.service.AutoService;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
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
 * Conjugate gradients on H v = grad_y f (docs/ALGORITHMS.md 3.2), every product on one batch. A
 * block stops at ||H v - b|| <= tolerance ||b||, or when a direction has no positive curvature, and
 * then keeps its last v.
 *
 * <pre>
 * error ((sqrt(kappa) - 1)/(sqrt(kappa) + 1))^Q
 * cost  at most Q products H p (one more with a warm start), 1 product J v
 * </pre>
 *
 * @param iterations Q
 * @param tolerance relative residual
 * @param warm whether each block starts at its last v, which is kept
 * @param batch the rows of all products
 */
@AutoService(Component.class)
@Listed(
    name = "cg",
    title = "conjugate gradients on the adjoint system",
    source = "Hestenes, Stiefel 1952; Pedregosa 2016")
public record ConjugateGradient(
    @Param(value = "most products with the Hessian", symbol = "Q", range = "at least 1")
        int iterations,
    @Param(value = "relative residual to stop at", range = "at least 0") double tolerance,
    @Param("start at each block's last solution") boolean warm,
    @Param("rows of all products: 'lower' is as many as the lower step") EstimatorBatch batch)
    implements Hypergradient {

  /** Checks the ranges. */
  public ConjugateGradient {
    Args.atLeast(1, iterations, "iterations");
    Args.nonNegative(tolerance, "tolerance");
  }

  /** The defaults. */
  public ConjugateGradient() {
    this(10, 1e-10, false, EstimatorBatch.likeLower());
  }

  @Override
  public Adjoint start(Step k) {
    return warm ? new Warm(this, k.state("adjoints", k.problem().lowerDims())) : this::cold;
  }

  private Vec cold(Step k, LowerTrajectory y, UpperPoints f, Weights w) {
    Blocks v = k.blocks(y.set(), k.problem().lowerDims());
    return direction(k, y, f, w, v, false);
  }

  private Vec direction(
      Step k, LowerTrajectory y, UpperPoints f, Weights w, Blocks v, boolean fromV) {
    ProductBatches products = new ProductBatches(y, batch, true);
    solve(k, products.hessian(0)::hvpYY, f.gradY(), v, fromV, iterations, tolerance);
    return products.direction(f, w, v);
  }

  /**
   * Solves for every block of b.
   *
   * @param hessian makes H p of p, all blocks at once
   * @param v where to begin, and the solution; modified
   * @param fromV whether v may be other than zero at entry
   */
  static void solve(
      Step k,
      UnaryOperator<Blocks> hessian,
      Blocks b,
      Blocks v,
      boolean fromV,
      int iterations,
      double tolerance) {
    int blocks = b.set().size();
    Blocks r = k.blocks(b.set(), b.dims());
    Blocks p = k.blocks(b.set(), b.dims());
    r.copyFrom(b);
    if (fromV) {
      r.axpy(-1, hessian.apply(v));
    }
    p.copyFrom(r);
    double[] square = new double[blocks];
    double[] enough = new double[blocks];
    boolean[] done = new boolean[blocks];
    for (int i = 0; i < blocks; i++) {
      square[i] = r.atPosition(i).normSquared();
      enough[i] = tolerance * tolerance * b.atPosition(i).normSquared();
      done[i] = square[i] <= enough[i];
    }
    for (int q = 0; q < iterations && !all(done); q++) {
      Blocks hp = hessian.apply(p);
      for (int i = 0; i < blocks; i++) {
        if (!done[i]) {
          done[i] = !advance(i, hp.atPosition(i), v.atPosition(i), r, p, square, enough[i]);
        }
      }
    }
  }

  /** One update of a block; false when it is to stop. */
  private static boolean advance(
      int i, Vec hp, Vec v, Blocks r, Blocks p, double[] square, double enough) {
    Vec direction = p.atPosition(i);
    Vec residual = r.atPosition(i);
    double curvature = direction.dot(hp);
    if (!(curvature > 0)) {
      return false;
    }
    double length = square[i] / curvature;
    v.axpy(length, direction);
    residual.axpy(-length, hp);
    double next = residual.normSquared();
    direction.scale(next / square[i]);
    direction.axpy(1, residual);
    square[i] = next;
    return next > enough;
  }

  private static boolean all(boolean[] done) {
    for (boolean d : done) {
      if (!d) {
        return false;
      }
    }
    return true;
  }

  /** Keeps v per block from step to step. */
  private record Warm(@Visit(skip = true) ConjugateGradient cg, Blocks v) implements Adjoint {
    @Override
    public Vec direction(Step k, LowerTrajectory y, UpperPoints f, Weights w) {
      Blocks now = k.blocks(y.set(), v.dims());
      for (int p = 0; p < y.set().size(); p++) {
        now.atPosition(p).copyFrom(v.at(y.set().id(p)));
      }
      Vec h = cg.direction(k, y, f, w, now, true);
      v.copyFrom(now);
      return h;
    }
  }

  @Override
  public Set<OracleCall> calls() {
    return ProductBatches.WITH_HVP;
  }

  @Override
  public Cost cost(int lowerSteps) {
    int start = warm ? 1 : 0;
    return ProductBatches.implicitCost()
        .and(OracleCall.LOWER_HVP, start, (long) start + iterations);
  }

  @Override
  public String error() {
    return "((sqrt(kappa) - 1)/(sqrt(kappa) + 1))^Q with kappa = L/mu";
  }
}

package org.bilevel4j.solvers.estimators;

import com.google.auto.service.AutoService;
import java.util.Set;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.Purpose;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.solver.Cost;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.solvers.lower.LowerTrajectory;

/**
 * Conjugate gradients on H v = grad_y f without second derivatives ("BSG-N-FD"; docs/ALGORITHMS.md
 * 3.17): every product is a central difference of gradients, both on one batch.
 *
 * <pre>
 * H p = [ grad_y g(x, y + e p) - grad_y g(x, y - e p) ] / 2e
 * J v = [ grad_x g(x, y + e v) - grad_x g(x, y - e v) ] / 2e,   e = cbrt(2^-52) (1 + |y|) / |p|
 * cost  2 grad_y g for each of at most Q products, 2 grad_x g
 * bias  e^2 times third derivatives of g, and round-off of about 1e-10 of the gradient
 * </pre>
 *
 * @param iterations Q
 * @param tolerance relative residual
 * @param batch the rows of all differences
 */
@AutoService(Component.class)
@Listed(
    name = "finite-difference-cg",
    aliases = "fd",
    title = "conjugate gradients on differences of gradients, no second derivatives",
    source = "Giovannelli, Kent, Vicente 2021 (BSG-N-FD)")
public record DifferenceCg(
    @Param(value = "most products with the Hessian", symbol = "Q", range = "at least 1")
        int iterations,
    @Param(value = "relative residual to stop at", range = "at least 0") double tolerance,
    @Param("rows of all differences: 'lower' is as many as the lower step") EstimatorBatch batch)
    implements Hypergradient {
  /** The defaults. */
  public DifferenceCg() {
    this(10, 1e-8, EstimatorBatch.likeLower());
  }

  private static final double LENGTH = StrictMath.cbrt(Math.ulp(1.0));

  /** Checks the ranges. */
  public DifferenceCg {
    Args.atLeast(1, iterations, "iterations");
    Args.nonNegative(tolerance, "tolerance");
  }

  @Override
  public Adjoint start(Step k) {
    return this::direction;
  }

  private Vec direction(Step k, LowerTrajectory y, UpperPoints f, Weights w) {
    Batch rows = batch.orElse(y.batch());
    Blocks v = k.blocks(y.set(), k.problem().lowerDims());
    ConjugateGradient.solve(
        k, p -> hessian(k, y, p, rows), f.gradY(), v, false, iterations, tolerance);
    Vec h = f.gradX(w);
    Vec lengths = lengths(k, y.last(), v);
    Vec weights = k.vec(lengths.dim());
    for (int at = 0; at < weights.dim(); at++) {
      weights.set(at, -w.at(y.set().id(at)) / (2 * lengths.get(at)));
    }
    Weights over = Weights.over(y.set(), weights);
    moved(k, y, v, lengths, 1, rows).addGradX(over, h);
    moved(k, y, v, lengths, -1, rows).addGradX(over.times(-1), h);
    return h;
  }

  private static Blocks hessian(Step k, LowerTrajectory y, Blocks p, Batch rows) {
    Vec lengths = lengths(k, y.last(), p);
    Blocks out = k.blocks(y.set(), p.dims());
    out.copyFrom(moved(k, y, p, lengths, 1, rows).gradY());
    out.axpy(-1, moved(k, y, p, lengths, -1, rows).gradY());
    for (int at = 0; at < lengths.dim(); at++) {
      out.atPosition(at).scale(1 / (2 * lengths.get(at)));
    }
    return out;
  }

  /** e of each block of p; 1 where p is zero, or y out of all bounds. */
  private static Vec lengths(Step k, Blocks y, Blocks p) {
    Vec out = k.vec(p.set().size());
    for (int at = 0; at < out.dim(); at++) {
      double e = LENGTH * (1 + y.at(p.set().id(at)).norm()) / p.atPosition(at).norm();
      out.set(at, Double.isFinite(e) ? e : 1);
    }
    return out;
  }

  /** The lower losses at y + sign e p. */
  private static LowerPoints moved(
      Step k, LowerTrajectory y, Blocks p, Vec lengths, int sign, Batch rows) {
    Blocks place = k.blocks(y.set(), p.dims());
    for (int at = 0; at < lengths.dim(); at++) {
      place.atPosition(at).copyFrom(y.last().at(p.set().id(at)));
      place.atPosition(at).axpy(sign * lengths.get(at), p.atPosition(at));
    }
    return y.askAt(place, Purpose.HESSIAN, 0, rows);
  }

  @Override
  public Set<OracleCall> calls() {
    return cost(0).calls().keySet();
  }

  @Override
  public Cost cost(int lowerSteps) {
    return Cost.each(OracleCall.UPPER_GRAD_X, OracleCall.UPPER_GRAD_Y)
        .and(OracleCall.LOWER_GRAD_X, 2)
        .and(OracleCall.LOWER_GRAD_Y, 0, 2L * iterations);
  }

  @Override
  public String error() {
    return "that of 'cg', and differences of length 6e-6";
  }
}

package org.bilevel4j.eval.metric;

import com.google.auto.service.AutoService;
import java.util.List;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.Measure;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.eval.exact.ExactSolver;

/**
 * {@code stationarity} = ||x - P_X(x - s grad F(x))|| / s, which is ||grad F(x)|| where x is free,
 * with F(x) = sum_i w_i ell_i(x), w = lambda (1/m where the solver has none) and y_i*, alpha*, v_i*
 * solved to tolerance; {@code stationarity.reached} = 1 when they were, otherwise 0.
 *
 * @param step s of the gradient mapping; it matters only where X has a border
 */
@AutoService(Component.class)
@Listed(
    name = "stationarity",
    title = "gradient mapping of F with every inner problem solved to tolerance")
public record Stationarity(
    @Param(value = "Step s of the gradient mapping", symbol = "s", range = "> 0") double step)
    implements Metric {

  /** Checks the range. */
  public Stationarity {
    Args.positive(step, "step");
  }

  /** The defaults. */
  public Stationarity() {
    this(1);
  }

  @Override
  public Tier tier() {
    return Tier.EXACT;
  }

  @Override
  public List<Measure> columns(Application application) {
    return ExactSolver.solvesAdjoint(application.problem())
        ? List.of(Measure.lower("stationarity"), Measure.higher("stationarity.reached"))
        : List.of();
  }

  @Override
  public double[] measure(Evaluation e) {
    Vec g = e.hypergradient().at();
    boolean reached = e.exact().reached() && e.hypergradient().adjoint().allReached();
    return new double[] {mapping(e.problem(), e.snapshot().x(), g, step), reached ? 1 : 0};
  }

  private static double mapping(BilevelProblem problem, Vec x, Vec g, double s) {
    if (problem.upperSet().isAll()) {
      return g.norm();
    }
    Vec moved = x.copy();
    moved.axpy(-s, g);
    problem.upperSet().project(moved);
    return moved.distance(x) / s;
  }
}

package org.bilevel4j.eval.metric;

import com.google.auto.service.AutoService;
import java.util.List;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.Measure;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.eval.exact.ExactSolver;
import org.bilevel4j.eval.exact.ProximalPoint;
import org.bilevel4j.eval.exact.WorstProximalPoint;

/**
 * {@code prox.worst.residual} and {@code prox.worst.reached}: what {@link ProximalResidual}
 * measures of F(., lambda), of Phi(u) = max_i ell_i(u), which needs no weights.
 *
 * @param proxRho rho; it must exceed the modulus of weak convexity of F, so it suits losses whose
 *     downward curvature in x stays below it
 * @param proxTolerance on xhat, relative to the residual
 * @param proxSteps most exact hypergradient steps
 */
@AutoService(Component.class)
@Listed(
    name = "prox-worst",
    title = "distance of x from the proximal point of the worst-case objective")
public record WorstProximalResidual(
    @Param(value = "Weight of the proximal term", symbol = "rho", range = "> 0") double proxRho,
    @Param(value = "Accuracy of xhat relative to the residual", range = "> 0") double proxTolerance,
    @Param(value = "Most exact hypergradient steps", range = ">= 1") int proxSteps)
    implements Metric {

  /** Checks the ranges. */
  public WorstProximalResidual {
    Args.positive(proxRho, "proxRho");
    Args.positive(proxTolerance, "proxTolerance");
    Args.atLeast(1, proxSteps, "proxSteps");
  }

  /** rho = 10: losses of order 1 bend down by less over distances of order 1. */
  public WorstProximalResidual() {
    this(10, 1e-4, 100);
  }

  @Override
  public Tier tier() {
    return Tier.EXACT;
  }

  @Override
  public List<Measure> columns(Application application) {
    return ExactSolver.solvesAdjoint(application.problem())
            && application.problem().dualSide().kind() == DualSide.Kind.SIMPLEX
        ? List.of(Measure.lower("prox.worst.residual"), Measure.higher("prox.worst.reached"))
        : List.of();
  }

  @Override
  public double[] measure(Evaluation e) {
    ProximalPoint.Solution out =
        new WorstProximalPoint(
                e.solver(), e.problem().upperSet(), e.options(), proxRho, proxTolerance, proxSteps)
            .solve(e.exact());
    return new double[] {out.residual(), out.reached() ? 1 : 0};
  }
}

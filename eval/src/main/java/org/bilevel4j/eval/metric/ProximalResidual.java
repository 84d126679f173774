package org.bilevel4j.eval.metric;

import com.google.auto.service.AutoService;
import java.util.List;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.Measure;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.eval.exact.ExactSolver;
import org.bilevel4j.eval.exact.ProximalPoint;

/**
 * {@code prox.residual} = ||xhat(x) - x||, xhat(x) = argmin over u in X of F(u, lambda) + (rho/2)
 * ||u - x||^2 with the state's lambda: the quantity of MORBiT's theorem (docs/ALGORITHMS.md 6.1,
 * 10.3); rho times it is the norm of the gradient of the Moreau envelope. {@code prox.reached} = 1
 * when xhat was found to tolerance, otherwise 0: more steps or a larger rho are needed.
 *
 * @param proxRho rho; it must exceed the modulus of weak convexity of F, so it suits losses whose
 *     downward curvature in x stays below it
 * @param proxTolerance on xhat, relative to the residual
 * @param proxSteps most exact hypergradient steps
 */
@AutoService(Component.class)
@Listed(
    name = "prox",
    title = "distance of x from its proximal point, the residual of MORBiT's theorem")
public record ProximalResidual(
    @Param(value = "Weight of the proximal term", symbol = "rho", range = "> 0") double proxRho,
    @Param(value = "Accuracy of xhat relative to the residual", range = "> 0") double proxTolerance,
    @Param(value = "Most exact hypergradient steps", range = ">= 1") int proxSteps)
    implements Metric {

  /** Checks the ranges. */
  public ProximalResidual {
    Args.positive(proxRho, "proxRho");
    Args.positive(proxTolerance, "proxTolerance");
    Args.atLeast(1, proxSteps, "proxSteps");
  }

  /** rho = 10: losses of order 1 bend down by less over distances of order 1. */
  public ProximalResidual() {
    this(10, 1e-4, 100);
  }

  @Override
  public Tier tier() {
    return Tier.EXACT;
  }

  @Override
  public List<Measure> columns(Application application) {
    return ExactSolver.solvesAdjoint(application.problem())
        ? List.of(Measure.lower("prox.residual"), Measure.higher("prox.reached"))
        : List.of();
  }

  @Override
  public double[] measure(Evaluation e) {
    ProximalPoint.Solution out =
        new ProximalPoint(e.solver(), e.problem().upperSet(), proxRho, proxTolerance, proxSteps)
            .solve(e.exact(), e.hypergradient(), e.weights());
    return new double[] {out.residual(), out.reached() ? 1 : 0};
  }
}

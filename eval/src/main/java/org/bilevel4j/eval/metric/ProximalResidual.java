package org.bilevel4j.eval.metric;

import com.google.auto.service.AutoService;
import java.util.List;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.set.ConvexSet;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.eval.exact.ExactSolver;
import org.bilevel4j.eval.exact.ProximalPoint;
import org.bilevel4j.eval.exact.WorstProximalPoint;

/**
 * {@code prox.residual} = ||xhat(x) - x||, xhat(x) = argmin over u in X of F(u, lambda) + (rho/2)
 * ||u - x||^2 with the state's lambda: the quantity of MORBiT's theorem (docs/ALGORITHMS.md 6.1,
 * 10.3); rho times it is the norm of the gradient of the Moreau envelope. {@code prox.reached} = 1
 * when xhat was found to tolerance, otherwise 0: more steps or a larger rho are needed.
 *
 * <p>The metric {@code prox-worst} does the same for Phi(u) = max_i ell_i(u), which needs no
 * weights: {@code prox.worst.residual}, {@code prox.worst.reached}.
 */
public final class ProximalResidual implements Metric {
  private final Params params;
  private final boolean worst;

  /**
   * Parameters.
   *
   * @param proxRho rho; it must exceed the modulus of weak convexity of F, so it suits losses whose
   *     downward curvature in x stays below it
   * @param proxTolerance on xhat, relative to the residual
   * @param proxSteps most exact hypergradient steps
   */
  public record Params(
      @Param(value = "Weight of the proximal term", symbol = "rho", range = "> 0") double proxRho,
      @Param(value = "Accuracy of xhat relative to the residual", range = "> 0")
          double proxTolerance,
      @Param(value = "Most exact hypergradient steps", range = ">= 1") int proxSteps) {
    /** Checks the ranges. */
    public Params {
      Args.positive(proxRho, "proxRho");
      Args.positive(proxTolerance, "proxTolerance");
      Args.atLeast(1, proxSteps, "proxSteps");
    }

    /** rho = 10: losses of order 1 bend down by less over distances of order 1. */
    public static Params defaults() {
      return new Params(10, 1e-4, 100);
    }
  }

  /** A metric with these parameters: of F(., lambda), or of Phi. */
  public ProximalResidual(Params params, boolean worst) {
    this.params = params;
    this.worst = worst;
  }

  @Override
  public List<String> columns(Application application) {
    BilevelProblem problem = application.problem();
    if (!ExactSolver.solvesAdjoint(problem)) {
      return List.of();
    }
    if (!worst) {
      return List.of("prox.residual", "prox.reached");
    }
    return problem.dualSide().kind() == DualSide.Kind.SIMPLEX
        ? List.of("prox.worst.residual", "prox.worst.reached")
        : List.of();
  }

  @Override
  public double[] measure(Evaluation e) {
    ProximalPoint.Solution out = worst ? worst(e) : weighted(e);
    return new double[] {out.residual(), out.reached() ? 1 : 0};
  }

  private ProximalPoint.Solution weighted(Evaluation e) {
    ConvexSet set = e.problem().upperSet();
    return new ProximalPoint(
            e.solver(), set, params.proxRho, params.proxTolerance, params.proxSteps)
        .solve(e.exact(), e.hypergradient(), e.weights());
  }

  private ProximalPoint.Solution worst(Evaluation e) {
    ConvexSet set = e.problem().upperSet();
    return new WorstProximalPoint(
            e.solver(), set, e.options(), params.proxRho, params.proxTolerance, params.proxSteps)
        .solve(e.exact());
  }

  /** Registers it. */
  @AutoService(MetricEntry.class)
  public static final class Entry implements MetricEntry {
    @Override
    public String name() {
      return "prox";
    }

    @Override
    public String title() {
      return "distance of x from its proximal point, the residual of MORBiT's theorem";
    }

    @Override
    public Tier tier() {
      return Tier.EXACT;
    }

    @Override
    public Params defaults() {
      return Params.defaults();
    }

    @Override
    public Metric create(Record params) {
      return new ProximalResidual((Params) params, false);
    }
  }

  /** Registers the one of Phi. */
  @AutoService(MetricEntry.class)
  public static final class WorstEntry implements MetricEntry {
    @Override
    public String name() {
      return "prox-worst";
    }

    @Override
    public String title() {
      return "distance of x from the proximal point of the worst-case objective";
    }

    @Override
    public Tier tier() {
      return Tier.EXACT;
    }

    @Override
    public Params defaults() {
      return Params.defaults();
    }

    @Override
    public Metric create(Record params) {
      return new ProximalResidual((Params) params, true);
    }
  }
}

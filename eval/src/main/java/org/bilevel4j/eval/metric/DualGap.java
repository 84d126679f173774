package org.bilevel4j.eval.metric;

import com.google.auto.service.AutoService;
import java.util.List;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.Measure;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.eval.exact.ExactSolver;

/**
 * {@code dual.gap} = max_i ||alpha_i - P_A(alpha_i + grad_alpha f_i)|| at y_i*(x), or the same of
 * the mean in a shared alpha.
 */
@AutoService(Component.class)
@Listed(
    name = "dual",
    title = "how far the dual is from its maximiser, by a projected gradient step")
public record DualGap() implements Metric {

  @Override
  public Tier tier() {
    return Tier.EXACT;
  }

  @Override
  public List<Measure> columns(Application application) {
    DualSide.Kind kind = application.problem().dualSide().kind();
    boolean alpha = kind == DualSide.Kind.PER_BLOCK || kind == DualSide.Kind.SHARED;
    return alpha && ExactSolver.solvesLower(application.problem())
        ? List.of(Measure.lower("dual.gap"))
        : List.of();
  }

  @Override
  public double[] measure(Evaluation e) {
    return new double[] {e.solver().dualGap(e.exact(), e.snapshot().dual())};
  }
}

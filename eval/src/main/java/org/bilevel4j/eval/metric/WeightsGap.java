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
 * {@code weights.gap} = max_i ell_i(x) - sum_i lambda_i ell_i(x), at least 0: what the maximising
 * side could still gain. lambda = 1/m where the solver has none.
 */
@AutoService(Component.class)
@Listed(
    name = "weights-gap",
    title = "worst loss minus weighted loss, lower variables solved to tolerance")
public record WeightsGap() implements Metric {

  @Override
  public Tier tier() {
    return Tier.EXACT;
  }

  @Override
  public List<Measure> columns(Application application) {
    return application.problem().dualSide().kind() == DualSide.Kind.SIMPLEX
            && ExactSolver.solvesLower(application.problem())
        ? List.of(Measure.lower("weights.gap"))
        : List.of();
  }

  @Override
  public double[] measure(Evaluation e) {
    return new double[] {e.exact().values().max() - e.exact().value(e.weights())};
  }
}

package org.bilevel4j.eval.metric;

import com.google.auto.service.AutoService;
import java.util.List;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.Direction;
import org.bilevel4j.core.application.Measure;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.eval.exact.ExactSolver;

/**
 * {@code exact.upper.worst}, {@code .mean}, {@code .gap}: of ell_i(x) = max_alpha f_i(x, alpha,
 * y_i*(x)) over all rows, the objective itself.
 */
@AutoService(Component.class)
@Listed(name = "upper", title = "the upper losses with every inner problem solved to tolerance")
public record UpperObjective() implements Metric {

  @Override
  public Tier tier() {
    return Tier.EXACT;
  }

  @Override
  public List<Measure> columns(Application application) {
    return ExactSolver.solvesLower(application.problem())
        ? List.of(
            Measure.lower("exact.upper.worst"),
            Measure.lower("exact.upper.mean"),
            Measure.lower("exact.upper.gap"))
        : List.of();
  }

  @Override
  public double[] measure(Evaluation e) {
    double[] out = new double[3];
    TaskSummary.of(e.exact().values().toArray(), Direction.LOWER).write(out, 0);
    return out;
  }
}

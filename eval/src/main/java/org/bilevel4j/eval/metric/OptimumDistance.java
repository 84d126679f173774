package org.bilevel4j.eval.metric;

import com.google.auto.service.AutoService;
import java.util.List;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.KnownOptimum;
import org.bilevel4j.core.application.Measure;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.math.Vec;

/**
 * Where the solution is known in closed form: {@code optimum.distance} = ||x - x*||, {@code
 * optimum.gap} = F(x) - F(x*), {@code optimum.worst-gap} = max_i F_i(x) less its smallest value and
 * {@code optimum.weights-gap} = max_i F_i(x) - sum_i w_i F_i(x) (both NaN where blocks share an
 * alpha), and {@code optimum.stationarity} = ||sum_i w_i grad F_i(x)||^2 with w = lambda (1/m where
 * the solver has none).
 */
@AutoService(Component.class)
@Listed(
    name = "optimum",
    title = "distance from a solution known in closed form, gaps and squared gradient there")
public record OptimumDistance() implements Metric {

  @Override
  public Tier tier() {
    return Tier.TRACKED;
  }

  @Override
  public List<Measure> columns(Application application) {
    return application.known().isPresent()
        ? List.of(
            Measure.lower("optimum.distance"),
            Measure.lower("optimum.gap"),
            Measure.lower("optimum.worst-gap"),
            Measure.lower("optimum.weights-gap"),
            Measure.lower("optimum.stationarity"))
        : List.of();
  }

  @Override
  public double[] measure(Evaluation e) {
    KnownOptimum known = e.application().known().orElseThrow();
    Vec x = e.snapshot().x();
    double gradient = known.gradientNorm(x, e.snapshot().weights());
    return new double[] {
      x.distance(known.minimiser()),
      known.gap(x),
      known.worstGap(x).orElse(Double.NaN),
      known.weightsGap(x, e.snapshot().weights()).orElse(Double.NaN),
      gradient * gradient
    };
  }
}

package org.bilevel4j.eval.metric;

import com.google.auto.service.AutoService;
import java.util.List;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.Measure;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.problem.DualSide;

/** {@code weights.BLOCK}: lambda as the state has it, 1/m where the solver has none. */
@AutoService(Component.class)
@Listed(name = "weights", title = "the weight of each block")
public record WeightsMetric() implements Metric {

  @Override
  public Tier tier() {
    return Tier.TRACKED;
  }

  @Override
  public List<Measure> columns(Application application) {
    return application.problem().dualSide().kind() == DualSide.Kind.SIMPLEX
        ? application.blockNames().stream().map(n -> Measure.neither("weights." + n)).toList()
        : List.of();
  }

  @Override
  public double[] measure(Evaluation e) {
    double[] out = new double[e.problem().blocks()];
    for (int i = 0; i < out.length; i++) {
      out[i] = e.weights().at(i);
    }
    return out;
  }
}

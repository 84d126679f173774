package org.bilevel4j.eval.metric;

import com.google.auto.service.AutoService;
import java.util.List;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.problem.DualSide;

/** {@code weights.BLOCK}: lambda as the state has it, 1/m where the solver has none. */
@AutoService(MetricEntry.class)
public final class WeightsMetric implements Metric, MetricEntry {

  /** Registered as a service. */
  public WeightsMetric() {}

  @Override
  public String name() {
    return "weights";
  }

  @Override
  public String title() {
    return "the weight of each block";
  }

  @Override
  public Tier tier() {
    return Tier.TRACKED;
  }

  @Override
  public Metric create(Record params) {
    return this;
  }

  @Override
  public List<String> columns(Application application) {
    return application.problem().dualSide().kind() == DualSide.Kind.SIMPLEX
        ? application.blockNames().stream().map(n -> "weights." + n).toList()
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

package org.example.valley;

import java.util.List;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.Measure;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.eval.metric.Evaluation;
import org.bilevel4j.eval.metric.Metric;
import org.bilevel4j.eval.metric.Tier;

/** The length of the shadow that x throws. */
@Listed(name = "shade", title = "shadow of somebody else")
public record Shade() implements Metric {
  @Override
  public Tier tier() {
    return Tier.TRACKED;
  }

  @Override
  public List<Measure> columns(Application application) {
    return List.of(Measure.neither("shade.length"));
  }

  @Override
  public double[] measure(Evaluation e) {
    return new double[] {2 * e.snapshot().x().norm()};
  }
}

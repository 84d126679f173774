package org.example.valley;

import java.util.List;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.eval.metric.Evaluation;
import org.bilevel4j.eval.metric.Metric;
import org.bilevel4j.eval.metric.MetricEntry;
import org.bilevel4j.eval.metric.Tier;

/** The length of the shadow that x throws. */
public final class Shade implements MetricEntry, Metric {
  @Override
  public String name() {
    return "shade";
  }

  @Override
  public String title() {
    return "shadow of somebody else";
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
    return List.of("shade.length");
  }

  @Override
  public double[] measure(Evaluation e) {
    return new double[] {2 * e.snapshot().x().norm()};
  }
}

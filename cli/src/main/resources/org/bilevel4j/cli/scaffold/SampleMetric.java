package org.example.sample;

import com.google.auto.service.AutoService;
import java.util.List;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.Measure;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.eval.metric.Evaluation;
import org.bilevel4j.eval.metric.Metric;
import org.bilevel4j.eval.metric.Tier;

/**
 * {@code sample-metric.size}: the norm of x divided by a scale. Replace it by what you measure.
 *
 * @param scale what the norm is divided by
 */
@AutoService(Component.class)
@Listed(name = "sample-metric", title = "one line that says what it measures")
public record SampleMetric(@Param(value = "divides the norm", range = "> 0") double scale)
    implements Metric {

  /** Checks the range. */
  public SampleMetric {
    Args.positive(scale, "scale");
  }

  /** The default parameters. */
  public SampleMetric() {
    this(1);
  }

  /** TRACKED metrics are cheap and measured at every evaluation, EXACT ones solve inner problems. */
  @Override
  public Tier tier() {
    return Tier.TRACKED;
  }

  /**
   * A name per number of {@link #measure} and which way it is better: lower, higher or neither; an
   * empty list where the metric does not apply.
   */
  @Override
  public List<Measure> columns(Application application) {
    return List.of(Measure.lower("sample-metric.size"));
  }

  @Override
  public double[] measure(Evaluation e) {
    return new double[] {e.snapshot().x().norm() / scale};
  }
}

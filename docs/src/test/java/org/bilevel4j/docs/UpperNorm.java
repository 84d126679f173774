// region metric
package org.bilevel4j.docs;

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
 * {@code upper-norm.p}: the p-norm of x.
 *
 * @param p at least 1
 */
@AutoService(Component.class)
@Listed(name = "upper-norm", title = "the p-norm of x")
public record UpperNorm(@Param(value = "which norm", range = "at least 1") double p)
    implements Metric {

  /** Checks the range. */
  public UpperNorm {
    Args.within(1, 100, p, "p");
  }

  /** The Euclidean norm. */
  public UpperNorm() {
    this(2);
  }

  @Override
  public Tier tier() {
    return Tier.TRACKED;
  }

  @Override
  public List<Measure> columns(Application application) {
    return List.of(Measure.neither("upper-norm.p"));
  }

  @Override
  public double[] measure(Evaluation e) {
    double sum = 0;
    for (double entry : e.snapshot().x().toArray()) {
      sum += Math.pow(Math.abs(entry), p);
    }
    return new double[] {Math.pow(sum, 1 / p)};
  }
}
// endregion

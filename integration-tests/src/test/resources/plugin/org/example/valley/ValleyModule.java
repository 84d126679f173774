package org.example.valley;

import com.google.inject.Binder;
import org.bilevel4j.core.problem.OracleEntry;
import org.bilevel4j.core.wiring.Contributions;
import org.bilevel4j.core.wiring.PlatformModule;
import org.bilevel4j.eval.metric.MetricEntry;

/** What this jar adds beside its services. */
public final class ValleyModule implements PlatformModule {
  @Override
  public void configure(Binder binder) {
    Contributions.applications(binder).addBinding("valley").toInstance(new Valley());
    Contributions.of(binder, OracleEntry.class).addBinding("long-steps").to(LongSteps.class);
    Contributions.of(binder, MetricEntry.class).addBinding("shade").to(Shade.class);
  }
}

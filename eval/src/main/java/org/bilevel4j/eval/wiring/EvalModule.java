package org.bilevel4j.eval.wiring;

import com.google.auto.service.AutoService;
import com.google.inject.Binder;
import org.bilevel4j.core.wiring.Contributions;
import org.bilevel4j.core.wiring.PlatformModule;
import org.bilevel4j.eval.metric.MetricEntry;

/** Every metric that is a service, those of plug-ins too. */
@AutoService(PlatformModule.class)
public final class EvalModule implements PlatformModule {
  @Override
  public void configure(Binder binder) {
    Contributions.services(binder, MetricEntry.class, MetricEntry::name);
  }
}

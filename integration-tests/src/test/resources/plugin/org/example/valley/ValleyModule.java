package org.example.valley;

import com.google.inject.Binder;
import org.bilevel4j.core.wiring.Contributions;
import org.bilevel4j.core.wiring.PlatformModule;

/** What this jar adds beside its services. */
public final class ValleyModule implements PlatformModule {
  @Override
  public void configure(Binder binder) {
    Contributions.add(binder, new Valley());
    Contributions.add(binder, LongSteps.class);
    Contributions.add(binder, Shade.class);
  }
}

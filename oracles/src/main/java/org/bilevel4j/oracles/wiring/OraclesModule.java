package org.bilevel4j.oracles.wiring;

import com.google.auto.service.AutoService;
import com.google.inject.Binder;
import org.bilevel4j.core.problem.OracleEntry;
import org.bilevel4j.core.wiring.Contributions;
import org.bilevel4j.core.wiring.PlatformModule;

/** Every oracle that is a service, those of plug-ins too. */
@AutoService(PlatformModule.class)
public final class OraclesModule implements PlatformModule {
  @Override
  public void configure(Binder binder) {
    Contributions.services(binder, OracleEntry.class, OracleEntry::name);
  }
}

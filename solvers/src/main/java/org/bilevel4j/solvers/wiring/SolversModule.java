package org.bilevel4j.solvers.wiring;

import com.google.auto.service.AutoService;
import com.google.inject.Binder;
import org.bilevel4j.core.solver.SolverEntry;
import org.bilevel4j.core.wiring.Contributions;
import org.bilevel4j.core.wiring.PlatformModule;

/** Every solver that is a service, those of plug-ins too. */
@AutoService(PlatformModule.class)
public final class SolversModule implements PlatformModule {
  @Override
  public void configure(Binder binder) {
    Contributions.services(binder, SolverEntry.class, SolverEntry::name);
  }
}

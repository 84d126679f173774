package org.bilevel4j.applications.wiring;

import com.google.auto.service.AutoService;
import com.google.inject.Binder;
import org.bilevel4j.core.application.ApplicationEntry;
import org.bilevel4j.core.wiring.Contributions;
import org.bilevel4j.core.wiring.PlatformModule;

/** Every application that is a service, those of plug-ins too. */
@AutoService(PlatformModule.class)
public final class ApplicationsModule implements PlatformModule {
  @Override
  public void configure(Binder binder) {
    Contributions.services(binder, ApplicationEntry.class, ApplicationEntry::name);
  }
}

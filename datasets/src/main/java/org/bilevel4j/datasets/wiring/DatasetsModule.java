package org.bilevel4j.datasets.wiring;

import com.google.auto.service.AutoService;
import com.google.inject.Binder;
import org.bilevel4j.core.wiring.Contributions;
import org.bilevel4j.core.wiring.PlatformModule;
import org.bilevel4j.datasets.DatasetEntry;

/** Every data set that is a service, those of plug-ins too. */
@AutoService(PlatformModule.class)
public final class DatasetsModule implements PlatformModule {
  @Override
  public void configure(Binder binder) {
    Contributions.services(binder, DatasetEntry.class, DatasetEntry::name);
  }
}

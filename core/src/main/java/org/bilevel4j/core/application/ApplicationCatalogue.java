package org.bilevel4j.core.application;

import org.bilevel4j.core.config.Catalogue;

/** The applications of the class path. */
public final class ApplicationCatalogue {
  private ApplicationCatalogue() {}

  /** Every registered application, by name and alias. */
  public static Catalogue<ApplicationEntry> load() {
    return Catalogue.load(
        ApplicationEntry.class, "application", ApplicationEntry::name, ApplicationEntry::aliases);
  }
}

package org.bilevel4j.core.solver;

import org.bilevel4j.core.config.Catalogue;

/** The solvers of the class path. */
public final class SolverCatalogue {
  private SolverCatalogue() {}

  /** Every registered solver, by name and alias. */
  public static Catalogue<SolverEntry> load() {
    return Catalogue.load(SolverEntry.class, "solver", SolverEntry::name, SolverEntry::aliases);
  }
}

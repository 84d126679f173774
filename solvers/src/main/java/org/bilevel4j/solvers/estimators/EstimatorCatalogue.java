package org.bilevel4j.solvers.estimators;

import org.bilevel4j.core.config.Catalogue;
import org.bilevel4j.core.config.ComponentSpec;
import org.bilevel4j.core.config.Records;

/** The estimators of the class path, and their text form "name(key=value, key=value)". */
public final class EstimatorCatalogue {
  private static final String EXAMPLE = "neumann(terms=10, step=0.5)";

  private EstimatorCatalogue() {}

  /** Every registered estimator, by name and alias. */
  public static Catalogue<EstimatorEntry> load() {
    return Catalogue.load(
        EstimatorEntry.class, "estimator", EstimatorEntry::name, EstimatorEntry::aliases);
  }

  /**
   * Reads "neumann" or "neumann(terms=10, step=0.5)"; what is not named keeps its default.
   *
   * @throws org.bilevel4j.core.util.UserError naming the estimator, the key and the nearest known
   *     one
   */
  public static Hypergradient parse(String text) {
    ComponentSpec read = ComponentSpec.parse("estimator", text, EXAMPLE);
    EstimatorEntry entry = load().get(read.name());
    return (Hypergradient) Records.bind(record(entry.defaults()), read.values(), entry.name());
  }

  /** Writes what {@link #parse} reads, every parameter included. */
  public static String format(Hypergradient estimator) {
    for (EstimatorEntry e : load().entries()) {
      if (e.defaults().getClass() == estimator.getClass()) {
        return ComponentSpec.format(e.name(), record(estimator));
      }
    }
    return estimator.toString();
  }

  private static Record record(Hypergradient estimator) {
    if (estimator instanceof Record r) {
      return r;
    }
    throw new IllegalArgumentException(estimator.getClass() + " is not a record.");
  }
}

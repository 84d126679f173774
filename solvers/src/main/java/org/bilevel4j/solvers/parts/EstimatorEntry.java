package org.bilevel4j.solvers.parts;

import java.util.List;

/** How the catalogue finds an estimator: a nested class of its file, registered as a service. */
public interface EstimatorEntry {

  /** The name users type, for instance "neumann". */
  String name();

  /** Further names. */
  default List<String> aliases() {
    return List.of();
  }

  /** One line: what it is. */
  String title();

  /** Authors, year. */
  String source();

  /** The default parameters, the only place where default numbers stand; a record. */
  Hypergradient defaults();
}

package org.bilevel4j.core.solver;

import java.util.List;

/**
 * How the catalogue finds a solver: a nested class of the solver's file, registered as a service.
 * Nothing else is edited to add a solver.
 */
public interface SolverEntry {

  /** The name users type, for instance "morbit". */
  String name();

  /** Further names. */
  default List<String> aliases() {
    return List.of();
  }

  /** One line: what it is. */
  String title();

  /** Authors, year, algorithm number. */
  String source();

  /** Where this implementation differs from the source; "nothing" when it does not. */
  default String differs() {
    return "nothing";
  }

  /** What its steps rest on. */
  default Basis basis() {
    return Basis.PAPER;
  }

  /** What the steps of a solver rest on. */
  enum Basis {
    /** The algorithm as its paper prints it. */
    PAPER,
    /** Rebuilt from the published problem statement and abstract; may differ from the paper. */
    RECONSTRUCTION,
    /** Put together here from published parts. */
    OURS
  }

  /** The default parameters, the only place where default numbers stand. */
  Record defaults();

  /**
   * The solver with these parameters.
   *
   * @param params of the class of {@link #defaults()}
   */
  Solver<?> create(Record params);
}

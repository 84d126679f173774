package org.bilevel4j.core.solver;

import java.util.List;
import java.util.function.Function;

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

  /**
   * An entry that says everything in one line each.
   *
   * @param <P> the parameters
   */
  abstract class Described<P extends Record> implements SolverEntry {
    private final String name;
    private final String title;
    private final String source;
    private final String differs;
    private final P defaults;
    private final Function<P, Solver<?>> create;

    /**
     * What the methods of the same names answer.
     *
     * @param create makes a solver of parameters
     */
    protected Described(
        String name,
        String title,
        String source,
        String differs,
        P defaults,
        Function<P, Solver<?>> create) {
      this.name = name;
      this.title = title;
      this.source = source;
      this.differs = differs;
      this.defaults = defaults;
      this.create = create;
    }

    @Override
    public final String name() {
      return name;
    }

    @Override
    public final String title() {
      return title;
    }

    @Override
    public final String source() {
      return source;
    }

    @Override
    public final String differs() {
      return differs;
    }

    @Override
    public final P defaults() {
      return defaults;
    }

    @Override
    public final Solver<?> create(Record params) {
      @SuppressWarnings("unchecked") // of the class of the defaults, as the interface asks
      P typed = (P) defaults.getClass().cast(params);
      return create.apply(typed);
    }
  }
}

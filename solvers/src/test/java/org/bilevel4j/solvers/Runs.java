package org.bilevel4j.solvers;

import java.util.List;
import java.util.Map;
import org.bilevel4j.core.config.Records;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.run.Snapshot;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.core.solver.SolverCatalogue;
import org.bilevel4j.core.solver.SolverEntry;

/** Runs a solver by name with some parameters. */
public final class Runs {
  private Runs() {}

  /** A solver with the defaults of its entry but for these parameters. */
  public static Solver<?> solver(String name, Map<String, ?> set) {
    SolverEntry entry = SolverCatalogue.load().get(name);
    return entry.create(Records.bind(entry.defaults(), set, name));
  }

  /** The last iterate. */
  public static Snapshot last(BilevelProblem problem, String name, Map<String, ?> set, int steps) {
    try (Run<?> run = Run.of(name, solver(name, set), problem, RunSpec.of(1, steps))) {
      return run.execute(List.of()).last();
    }
  }
}

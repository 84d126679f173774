package org.bilevel4j.solvers;

import java.util.List;
import java.util.Map;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.run.Snapshot;
import org.bilevel4j.core.solver.Solver;

/** Runs a solver by name with some parameters. */
public final class Runs {
  private Runs() {}

  /** A solver with its defaults but for these parameters. */
  public static Solver<?> solver(String name, Map<String, ?> set) {
    return Catalogue.load(Solver.KIND).get(name).with(set);
  }

  /** The last iterate. */
  public static Snapshot last(BilevelProblem problem, String name, Map<String, ?> set, int steps) {
    try (Run<?> run = Run.of(name, solver(name, set), problem, RunSpec.of(1, steps))) {
      return run.execute(List.of()).last();
    }
  }
}

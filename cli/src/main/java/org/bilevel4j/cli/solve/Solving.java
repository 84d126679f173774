package org.bilevel4j.cli.solve;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bilevel4j.cli.config.Experiment;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.catalogue.Entry;
import org.bilevel4j.core.math.Storage;
import org.bilevel4j.core.problem.OracleFactory;
import org.bilevel4j.core.run.ReturnedIterate;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.core.solver.WatchedValue;
import org.bilevel4j.core.stack.Stacking;
import org.bilevel4j.eval.metric.Metric;

/**
 * What {@code solve} was asked for, as an experiment of one run.
 *
 * @param file the problem
 * @param solver the method
 * @param oracle how the derivatives it sees are made
 * @param stack whether the method gets the blocks stacked into one
 * @param steps how many
 * @param seed of the method's draws
 */
public record Solving(
    Path file, Solver<?> solver, OracleFactory oracle, Stacking stack, long steps, long seed) {
  private static final int MEASUREMENTS = 200;

  /** What the catalogue calls the solver. */
  public String solverName() {
    return Entry.of(solver).name();
  }

  /**
   * The experiment.
   *
   * @param where the problem lies, as the experiment says it
   * @param metrics all there are; those that solve a problem over x for every value are left out
   */
  public Experiment experiment(Path where, Catalogue<Metric> metrics) {
    ProblemFile problem = new ProblemFile(where.toAbsolutePath().toString(), solverName());
    String name = String.valueOf(file.getFileName()).replaceAll("\\.json$", "");
    long every = Math.max(1, steps / MEASUREMENTS);
    return new Experiment(
        name.replaceAll("[^A-Za-z0-9._-]", "-"),
        name + " by " + solverName(),
        problem,
        List.of(
            new Experiment.Arm(
                solverName(),
                solver,
                problem,
                steps,
                oracle,
                stack,
                Storage.FLOAT64,
                Set.of(),
                Optional.empty())),
        List.of(seed),
        steps,
        oracle,
        Experiment.Stop.none(),
        WatchedValue.OBJECTIVE,
        new Experiment.Evaluate(
            every,
            every,
            List.of(),
            metrics.entries().stream()
                .map(Entry::name)
                .filter(n -> !n.startsWith("prox"))
                .toList()),
        10,
        ReturnedIterate.LAST,
        0.5,
        new Experiment.Compare("", List.of()),
        Optional.empty(),
        "");
  }
}

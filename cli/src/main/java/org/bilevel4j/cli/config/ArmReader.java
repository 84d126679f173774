package org.bilevel4j.cli.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bilevel4j.cli.config.Experiment.Arm;
import org.bilevel4j.cli.config.Experiment.Point;
import org.bilevel4j.cli.config.Node.Mapping;
import org.bilevel4j.core.application.ApplicationFactory;
import org.bilevel4j.core.auto.StepSizes;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.catalogue.Entry;
import org.bilevel4j.core.math.Storage;
import org.bilevel4j.core.problem.OracleFactory;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.core.stack.Stacking;
import org.bilevel4j.core.util.UserError;

/**
 * Reads the arms of an experiment.
 *
 * @param solvers what can be named
 * @param application of the experiment, unless an arm changes its parameters
 * @param steps K, unless an arm has its own
 * @param oracles what can be named
 * @param oracle how derivatives are made, unless an arm has its own
 * @param storage how the state of blocks is kept, unless an arm says otherwise
 * @param allAuto whether all step sizes of all arms are to be chosen
 */
record ArmReader(
    Catalogue<Solver<?>> solvers,
    ApplicationFactory application,
    long steps,
    Catalogue<OracleFactory> oracles,
    OracleFactory oracle,
    Storage storage,
    boolean allAuto) {

  Arm read(String label, Mapping arm) {
    Fields f =
        new Fields(
            arm,
            List.of(
                "solver",
                "parameters",
                "application",
                "steps",
                "oracle",
                "stepSizes",
                "stack",
                "storage",
                "point"));
    if (!f.has("solver")) {
      throw arm.error("arm '" + label + "' names no solver.");
    }
    Entry<Solver<?>> solver = ExperimentReader.entry(f, "solver", solvers::get);
    AutoKeys auto = AutoKeys.of(f.group("parameters"));
    Record bound = ExperimentReader.bind(solver.component().params(), auto.rest(), solver.name());
    Set<String> names = new LinkedHashSet<>(auto.steps(bound, solver.name()));
    if (allAuto || ExperimentReader.stepSizes(f)) {
      names.addAll(StepSizes.names(bound));
    }
    return new Arm(
        label,
        (Solver<?>) bound,
        ExperimentReader.bind(application, f.group("application"), Entry.of(application).name()),
        f.whole("steps", 1).orElse(steps),
        ExperimentReader.oracle(f, oracles).orElse(oracle),
        stack(f),
        f.choice("storage", Storage.class, storage),
        names,
        point(f));
  }

  private static Optional<Point> point(Fields f) {
    if (!f.has("point")) {
      return Optional.empty();
    }
    Fields p = f.fields("point", Set.of("series", "at"));
    p.required("at");
    return Optional.of(new Point(p.required("series"), p.whole("at", 1).orElseThrow()));
  }

  private static Stacking stack(Fields f) {
    try {
      return f.has("stack") ? Stacking.parse(String.join(", ", f.texts("stack"))) : Stacking.none();
    } catch (UserError e) {
      throw new UserError(f.node("stack").where() + ": " + e.sentence(), e.cure(), e);
    }
  }
}

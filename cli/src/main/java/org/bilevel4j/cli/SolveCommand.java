package org.bilevel4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bilevel4j.cli.config.Assignments;
import org.bilevel4j.cli.solve.ProblemFile;
import org.bilevel4j.cli.solve.ProblemReader;
import org.bilevel4j.cli.solve.Trace;
import org.bilevel4j.core.config.Records;
import org.bilevel4j.core.quadratic.QuadraticProblem;
import org.bilevel4j.core.run.Listener;
import org.bilevel4j.core.run.Outcome;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunResult;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.solver.SolverEntry;
import org.bilevel4j.core.util.Args;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bilevel4j solve}: any solver on a quadratic problem given as JSON. */
@Command(
    name = "solve",
    description = {
      "Run a solver on a quadratic problem given as JSON; print what it comes to beside the exact"
          + " solution.",
      "docs/PROBLEMS.md has the format; docs/problems/ has examples."
    },
    mixinStandardHelpOptions = true)
final class SolveCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "PROBLEM.json", description = "the problem")
  private Path problem = Path.of("");

  @Option(
      names = "--solver",
      required = true,
      paramLabel = "NAME",
      description = "A name that 'list solvers' shows.")
  private String solver = "";

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Change a parameter of the solver, as in etaX=0.05 or estimator=cg; repeatable."
              + " 'describe NAME' shows them.")
  private List<String> sets = new ArrayList<>();

  @Option(
      names = "--steps",
      required = true,
      paramLabel = "N",
      description = "How many steps to make.")
  private long steps;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Seed of the solver's draws (default 1).")
  private long seed = 1;

  @Mixin private ThreadsOption threads = new ThreadsOption();

  @Option(
      names = "--trace",
      paramLabel = "FILE.csv",
      description = "Write every state, from the initial one on, with 17 digits.")
  private @Nullable Path trace;

  @Override
  public Integer call() {
    Args.atLeast(1, steps, "--steps");
    int workers = threads.count();
    SolverEntry entry = Offers.load().solvers().get(solver);
    Record parameters = Assignments.bind(entry.defaults(), sets, entry.name());
    QuadraticProblem posed = ProblemReader.read(problem);
    RunSpec asked = RunSpec.of(seed, steps).withThreads(workers);
    try (Run<?> run = Run.of(entry.name(), entry.create(parameters), posed, asked)) {
      PrintWriter out = spec.commandLine().getOut();
      Remarks.print(Map.of(entry.name(), run.remarks()), out);
      RunResult result = execute(run);
      new SolveAnswer(ProblemFile.Posed.of(posed), Records.toMap(parameters), out)
          .print(run.name(), result);
      return result.outcome().kind() == Outcome.Kind.DIVERGED ? ErrorHandlers.FAILED : 0;
    }
  }

  private RunResult execute(Run<?> run) {
    if (trace == null) {
      return run.execute(List.<Listener>of());
    }
    try (Trace file = Trace.open(trace, problem)) {
      return run.execute(List.of(file));
    }
  }
}

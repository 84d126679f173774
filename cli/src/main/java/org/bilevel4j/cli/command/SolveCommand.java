package org.bilevel4j.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.bilevel4j.cli.catalogue.Catalogues;
import org.bilevel4j.cli.config.Assignments;
import org.bilevel4j.cli.config.Experiment;
import org.bilevel4j.cli.config.ExperimentWriter;
import org.bilevel4j.cli.console.ErrorHandlers;
import org.bilevel4j.cli.console.RemarkPrinter;
import org.bilevel4j.cli.console.RunLog;
import org.bilevel4j.cli.grid.AtomicText;
import org.bilevel4j.cli.grid.Grid;
import org.bilevel4j.cli.grid.GridFolder;
import org.bilevel4j.cli.grid.GridOutcome;
import org.bilevel4j.cli.grid.RunContext;
import org.bilevel4j.cli.provenance.Provenance;
import org.bilevel4j.cli.solve.ProblemFile;
import org.bilevel4j.cli.solve.ProblemReader;
import org.bilevel4j.cli.solve.SolveAnswer;
import org.bilevel4j.cli.solve.Solving;
import org.bilevel4j.cli.solve.StateNames;
import org.bilevel4j.cli.solve.Trace;
import org.bilevel4j.core.auto.CurvatureEstimator;
import org.bilevel4j.core.auto.StepSizes;
import org.bilevel4j.core.catalogue.Entry;
import org.bilevel4j.core.config.Records;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.OracleFactory;
import org.bilevel4j.core.run.Listener;
import org.bilevel4j.core.run.Outcome;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunResult;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.run.Snapshot;
import org.bilevel4j.core.run.StartCheck;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.core.stack.Stacking;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.eval.report.Reports;
import org.bilevel4j.oracles.AnalyticOracle;
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
      "Run a solver on a quadratic problem given as JSON; print the result beside the exact"
          + " solution.",
      "docs/PROBLEMS.md has the format, docs/problems/ examples."
    },
    mixinStandardHelpOptions = true)
public final class SolveCommand implements Callable<Integer> {
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

  @Mixin private OracleOption oracle = new OracleOption();

  @Option(
      names = "--stack",
      paramLabel = "mean|W1,W2,...",
      description = "Stack the blocks into one, for solvers that know a single block.")
  private String stack = "none";

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

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Keep the run and its report, as 'run' does, in a new folder.")
  private @Nullable Path report;

  @Option(names = "--json", description = "Print the answer as one JSON object.")
  private boolean json;

  private @Nullable RunResult result;
  private @Nullable Snapshot last;
  private String lower = "y";

  @Override
  public Integer call() {
    Args.atLeast(1, steps, "--steps");
    Args.atLeast(0, seed, "--seed");
    Catalogues offers = Catalogues.load();
    Entry<Solver<?>> entry = offers.solvers().get(solver);
    Assignments.Assigned assigned =
        Assignments.bind(entry.component().params(), sets, entry.name());
    ProblemFile.Posed posed = ProblemFile.Posed.of(ProblemReader.read(problem, entry.name()));
    Stacking stacking = Stacking.parse(stack);
    OracleFactory made = offers.oracles().parse(oracle.typed().orElse(AnalyticOracle.NAME));
    BilevelProblem seen = stacking.of(made.over(posed.problem()));
    StepSizes.Choice choice = choose(entry, assigned, seen);
    Solving solving =
        new Solving(problem, (Solver<?>) choice.params(), made, stacking, steps, seed);
    SolveAnswer answer = new SolveAnswer(posed, Records.toMap(choice.params()), out(), json);
    return report == null
        ? alone(solving, posed, choice, answer)
        : reported(solving, offers, choice, answer, report);
  }

  private StepSizes.Choice choose(
      Entry<Solver<?>> entry, Assignments.Assigned assigned, BilevelProblem seen) {
    ((Solver<?>) assigned.parameters()).requirements().check(entry.name(), seen);
    try (CurvatureEstimator probe = new CurvatureEstimator(seen, seed)) {
      return StepSizes.choose(assigned.parameters(), assigned.auto(), probe, steps, entry.name());
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Where remarks go: not between the lines of JSON. */
  private PrintWriter messages() {
    return json ? spec.commandLine().getErr() : out();
  }

  private int alone(
      Solving s, ProblemFile.Posed posed, StepSizes.Choice choice, SolveAnswer answer) {
    RunSpec asked = RunSpec.of(seed, steps).withThreads(threads.count());
    BilevelProblem seen = s.stack().of(s.oracle().over(posed.problem()));
    try (Run<?> run = Run.of(s.solverName(), s.solver(), seen, asked);
        Watching watching = watch()) {
      RemarkPrinter.print(Map.of(run.name(), choice.remarks()), messages());
      RemarkPrinter.print(Map.of(run.name(), run.remarks()), messages());
      StartCheck.require(run);
      RunResult end = run.execute(watching.listeners());
      lower = StateNames.of(run.state()).lower();
      answer.print(run.name(), end, Stacking.unstacked(seen, end.last()), lower);
      return end.outcome().kind() == Outcome.Kind.DIVERGED ? ErrorHandlers.FAILED : 0;
    }
  }

  private int reported(
      Solving s, Catalogues offers, StepSizes.Choice choice, SolveAnswer answer, Path root) {
    RunContext context =
        ContextOptions.context(Optional.empty(), threads.count(), Set.of(), offers.metrics());
    Grid.Tried tried =
        Grid.tryOut(s.experiment(problem, offers.metrics()), context).after(choice.remarks());
    tried.close(); // the run reads the copy in its folder
    try (Watching watching = watch();
        GridFolder folder = GridFolder.create(root, "--report")) {
      Path copy = copied(root);
      Experiment e = s.experiment(copy, offers.metrics());
      List<String> words = spec.commandLine().getParseResult().originalArgs();
      AtomicText.write(folder.provenance(), Provenance.of(e, context.kernel(), tried, words));
      AtomicText.write(folder.experiment(), ExperimentWriter.write(e));
      RemarkPrinter.print(tried.remarks(), messages());
      return execute(new Grid(e, folder, context, watching.listeners()), folder, answer);
    }
  }

  private Path copied(Path root) {
    Path copy = root.resolve("problem.json");
    try {
      Files.copy(problem, copy);
    } catch (IOException e) {
      throw AtomicText.refused(copy, e);
    }
    return copy;
  }

  private int execute(Grid grid, GridFolder folder, SolveAnswer answer) {
    try (RunLog log = RunLog.to(folder.log())) {
      List<Grid.Failure> failures = grid.execute();
      grid.jobs().forEach(job -> GridOutcome.note(job, log));
      GridOutcome outcome = new GridOutcome(grid, failures, folder, log).tellFailures();
      if (outcome.haveAllFailed()) {
        return outcome.exitCode();
      }
      if (result != null && last != null) {
        answer.print(grid.jobs().get(0).arm().label(), result, last, lower);
      }
      messages().println("Report: " + Reports.write(folder.root()));
      return outcome.exitCode();
    }
  }

  /** What sees the run: its trace, if one is asked for, and the end. */
  private record Watching(List<Listener> listeners, Optional<Trace> trace)
      implements AutoCloseable {
    @Override
    public void close() {
      trace.ifPresent(Trace::close);
    }
  }

  private Watching watch() {
    Listener end =
        new Listener() {
          @Override
          public boolean wants(long step) {
            return false;
          }

          @Override
          public void onStep(Run<?> run) {}

          @Override
          public void onEnd(Run<?> run, Outcome outcome) {
            RunResult ended = run.result();
            result = ended;
            last = Stacking.unstacked(run.problem(), ended.last());
            lower = StateNames.of(run.state()).lower();
          }
        };
    Optional<Trace> file = Optional.ofNullable(trace).map(t -> Trace.open(t, problem));
    List<Listener> all = new ArrayList<>(List.of(end));
    file.ifPresent(all::add);
    return new Watching(all, file);
  }
}

package org.bilevel4j.cli.grid;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bilevel4j.cli.config.Experiment;
import org.bilevel4j.cli.config.Experiment.Arm;
import org.bilevel4j.cli.console.ProgressDisplay;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.catalogue.Entry;
import org.bilevel4j.core.run.Identity;
import org.bilevel4j.core.run.Listener;
import org.bilevel4j.core.run.Outcome;
import org.bilevel4j.core.run.ReturnedIterate;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunResult;
import org.bilevel4j.core.run.StartCheck;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.core.solver.SolverState;
import org.bilevel4j.core.stack.Stacking;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.eval.metric.MetricSuite;
import org.jspecify.annotations.Nullable;

/** One arm with one seed: begun, gone on with, or found finished. */
public final class RunJob implements ProgressDisplay.Item {
  private final Experiment experiment;
  private final Arm arm;
  private final long seed;
  private final Path folder;
  private final List<Listener> watchers;
  private volatile long steps;
  private volatile double worst = Double.NaN;
  private volatile boolean stopAsked;
  private volatile @Nullable Run<?> running;
  private volatile @Nullable ResultFile result;

  RunJob(Experiment experiment, Arm arm, long seed, Path folder, List<Listener> watchers) {
    this.experiment = experiment;
    this.arm = arm;
    this.seed = seed;
    this.folder = folder;
    this.watchers = List.copyOf(watchers);
  }

  /** The arm. */
  public Arm arm() {
    return arm;
  }

  /** The seed. */
  public long seed() {
    return seed;
  }

  @Override
  public long steps() {
    return steps;
  }

  @Override
  public long planned() {
    ResultFile r = result;
    return r == null ? arm.steps() : r.steps();
  }

  @Override
  public boolean isFinished() {
    return result != null;
  }

  @Override
  public double worst() {
    return worst;
  }

  /** How it ended; empty while it has not. */
  public Optional<ResultFile> result() {
    return Optional.ofNullable(result);
  }

  /**
   * Takes over a result that an earlier process wrote; false when there is none.
   *
   * @throws UserError when it belongs to another run
   */
  boolean findResult(RunContext context) {
    if (!Files.exists(ResultFile.in(folder))) {
      return false;
    }
    ResultFile found = ResultFile.read(folder);
    identity(context)
        .require(ResultFile.in(folder).toString(), found.identity(), context.forgiven());
    steps = found.steps();
    worst = found.metrics().getOrDefault(Recorder.WORST, Double.NaN);
    result = found;
    return true;
  }

  /** Asks it to end at a step boundary, with a checkpoint. Any thread may call it. */
  void stop() {
    stopAsked = true;
    Run<?> run = running;
    if (run != null) {
      run.stop();
    }
  }

  /**
   * Runs to its end or until it is stopped.
   *
   * @param application made for the arm and the seed
   * @param threads of this run
   */
  void execute(ApplicationPool.Lease application, RunContext context, int threads) {
    if (stopAsked) {
      return;
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw AtomicText.refused(folder, e);
    }
    Application made = application.application();
    try (Run<?> run = open(experiment, arm, seed, made, context, threads)) {
      execute(run, suite(experiment, made, context), context);
    }
  }

  private void execute(Run<?> run, MetricSuite suite, RunContext context) {
    Path checkpoint = folder.resolve("checkpoint.bin");
    if (Files.exists(checkpoint)) {
      run.load(checkpoint, context.forgiven());
    } else {
      StartCheck.require(run);
    }
    List<String> columns = Recorder.columns(suite, arm.solver().requirements(), run.problem());
    try (MetricLog log =
        MetricLog.open(folder, columns, run.steps(), experiment.evaluate().every())) {
      steps = run.steps();
      Recorder recorder = new Recorder(suite, experiment.evaluate(), log, run.team());
      Checkpointer saver =
          new Checkpointer(checkpoint, log, experiment.checkpointSeconds(), context.nanos());
      running = run;
      if (stopAsked) {
        run.stop();
      }
      List<Listener> all = new ArrayList<>(List.of(recorder, saver, watcher(recorder)));
      all.addAll(watchers);
      RunResult end = run.execute(all);
      running = null;
      if (end.outcome().isFinal()) {
        finish(run, end, recorder, context);
      }
    }
  }

  private Listener watcher(Recorder recorder) {
    return Listener.every(
        1,
        run -> {
          steps = run.steps();
          worst = recorder.worst();
        });
  }

  private void finish(Run<?> run, RunResult end, Recorder recorder, RunContext context) {
    boolean diverged = end.outcome().kind() == Outcome.Kind.DIVERGED;
    if (diverged) {
      IterateFile.write(folder, Stacking.unstacked(run.problem(), end.last()));
    }
    ResultFile file =
        new ResultFile(
            arm.label(),
            seed,
            end.outcome(),
            end.steps(),
            end.counts().samples(),
            end.seconds(),
            run.digest(),
            diverged
                ? Map.of()
                : recorder.returned(
                    Stacking.unstacked(run.problem(), end.returned()),
                    experiment.returned() == ReturnedIterate.LAST),
            run.remarks(),
            identity(context));
    file.write(folder);
    result = file;
  }

  /** A run at step 0. */
  public static Run<?> open(
      Experiment e, Arm arm, long seed, Application application, RunContext context, int threads) {
    return open(arm.solver(), e, arm, seed, application, context, threads);
  }

  private static <S extends SolverState> Run<S> open(
      Solver<S> solver,
      Experiment e,
      Arm arm,
      long seed,
      Application application,
      RunContext context,
      int threads) {
    return Run.of(
        arm.solverName(),
        solver,
        arm.sees(application.problem()),
        e.spec(arm, seed, threads),
        identity(e, arm, context));
  }

  /** What decides runs of an arm besides solver, problem and spec. */
  static Identity identity(Experiment e, Arm arm, RunContext context) {
    return Identity.none()
        .with(Identity.VERSION, context.version())
        .with(Identity.KERNEL, context.kernel())
        .with("application", Entry.of(arm.application()).name())
        .with("application", arm.application())
        .with("oracle", Entry.of(arm.oracle()).text())
        .with("stack", arm.stack())
        .with("evaluate", e.evaluate())
        .with("exact", context.exact());
  }

  /** The same with solver and spec: all that can be told without the problem. */
  private Identity identity(RunContext context) {
    return identity(experiment, arm, context)
        .with(arm.solverName(), arm.solver(), experiment.spec(arm, seed, 1));
  }

  /**
   * The metrics of an application.
   *
   * @throws UserError when the experiment names sets or metrics that are not there
   */
  public static MetricSuite suite(Experiment e, Application application, RunContext context) {
    return MetricSuite.of(
        new ChosenSets(application, e.evaluate().sets()),
        ChosenMetrics.of(e.evaluate().metrics(), context.metrics()),
        context.exact());
  }
}

package org.bilevel4j.cli.tune;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bilevel4j.cli.config.Experiment;
import org.bilevel4j.cli.config.Experiment.Arm;
import org.bilevel4j.cli.console.ProgressDisplay;
import org.bilevel4j.cli.grid.ApplicationPool;
import org.bilevel4j.cli.grid.AtomicText;
import org.bilevel4j.cli.grid.RunContext;
import org.bilevel4j.cli.grid.RunJob;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.parallel.WorkerTeam;
import org.bilevel4j.core.run.Outcome;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.Snapshot;
import org.bilevel4j.core.stack.Stacking;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.eval.metric.MetricSuite;
import org.bilevel4j.eval.metric.Tier;

/**
 * One candidate with one seed. It runs towards the experiment's planned steps and pauses at every
 * rung, so that a longer rung goes on from where the shorter one ended.
 */
final class Trial implements ProgressDisplay.Item {
  private final Experiment experiment;
  private final Arm arm;
  private final long seed;
  private final Path folder;
  private final TuneSettings settings;
  private volatile long steps;
  private volatile long until;
  private volatile double score = Double.NaN;
  private volatile boolean scored;
  private volatile boolean stopAsked;

  Trial(Experiment experiment, Arm arm, long seed, Path folder, TuneSettings settings) {
    this.experiment = experiment;
    this.arm = arm;
    this.seed = seed;
    this.folder = folder;
    this.settings = settings;
  }

  @Override
  public long steps() {
    return steps;
  }

  @Override
  public long planned() {
    return until;
  }

  @Override
  public boolean isFinished() {
    return scored;
  }

  @Override
  public double worst() {
    return Double.NaN;
  }

  long seed() {
    return seed;
  }

  /** A right to the application that its run is on. */
  ApplicationPool.Lease lease(ApplicationPool pool) {
    return pool.lease(arm.application(), seed);
  }

  /** The metric at the end of the last rung, as a loss; infinite when the run diverged. */
  double loss() {
    return settings.direction().asLoss(score);
  }

  void stop() {
    stopAsked = true;
  }

  /** Sets the length of the next rung; takes over a score that an earlier process found. */
  void prepare(long rung) {
    until = Math.min(rung, arm.steps());
    scored = Files.exists(scoreFile());
    steps = 0;
    if (scored) {
      score = read();
      steps = until;
    }
  }

  private Path scoreFile() {
    return folder.resolve("score-" + until + ".txt");
  }

  private double read() {
    try {
      return Double.parseDouble(Files.readString(scoreFile()).strip());
    } catch (IOException | NumberFormatException e) {
      throw new UserError(scoreFile() + " is damaged.", "remove it; it is then found again.", e);
    }
  }

  /** Runs to the end of the rung, or until stopped. */
  void execute(ApplicationPool.Lease application, RunContext context, int threads) {
    if (stopAsked || scored) {
      return;
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw AtomicText.refused(folder, e);
    }
    Application made = application.application();
    try (Run<?> run = RunJob.open(experiment, arm, seed, made, context, threads)) {
      MetricSuite suite = RunJob.suite(experiment, made, context);
      advance(run, context);
      Outcome outcome = run.outcome();
      boolean diverged = outcome != null && outcome.kind() == Outcome.Kind.DIVERGED;
      if (diverged) {
        finish(lost());
      } else if (!stopAsked) {
        finish(measure(suite, Stacking.unstacked(run.problem(), run.snapshot()), run.team()));
      }
    }
  }

  private void advance(Run<?> run, RunContext context) {
    Path checkpoint = folder.resolve("checkpoint.bin");
    if (Files.exists(checkpoint)) {
      run.load(checkpoint, context.forgiven());
    }
    long last = context.nanos().getAsLong();
    boolean more = true;
    boolean isLast = until == arm.steps(); // to the very end, where divergence is looked for
    while (more && (isLast || run.steps() < until) && !stopAsked) {
      more = run.step();
      steps = run.steps();
      if (context.nanos().getAsLong() - last > experiment.checkpointSeconds() * 1e9) {
        save(run, checkpoint);
        last = context.nanos().getAsLong();
      }
    }
    save(run, checkpoint);
  }

  /** The checkpoint of a run that left the finite numbers is not worth keeping. */
  private static void save(Run<?> run, Path checkpoint) {
    Outcome outcome = run.outcome();
    if (outcome == null || outcome.kind() != Outcome.Kind.DIVERGED) {
      run.save(checkpoint);
    }
  }

  private double measure(MetricSuite suite, Snapshot s, WorkerTeam team) {
    Tier tier = suite.columns(Tier.TRACKED).contains(settings.metric()) ? Tier.TRACKED : Tier.EXACT;
    Map<String, Double> values = suite.measure(tier, s, team);
    double value = values.getOrDefault(settings.metric(), Double.NaN);
    return Double.isNaN(value) ? lost() : value;
  }

  /** The worst there is. */
  private double lost() {
    return settings.direction().asLoss(Double.POSITIVE_INFINITY);
  }

  private void finish(double value) {
    AtomicText.write(scoreFile(), value + "\n");
    score = value;
    scored = true;
    steps = until;
  }
}

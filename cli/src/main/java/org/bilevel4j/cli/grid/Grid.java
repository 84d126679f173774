package org.bilevel4j.cli.grid;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.bilevel4j.cli.config.Experiment;
import org.bilevel4j.cli.config.Experiment.Arm;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.auto.CurvatureEstimator;
import org.bilevel4j.core.auto.StepSizes;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.run.Listener;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.core.util.Names;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.eval.metric.MetricSuite;
import org.bilevel4j.eval.metric.Tier;
import org.jspecify.annotations.Nullable;

/**
 * Arms x seeds, seed by seed, several at a time. Each run works on one thread unless there are
 * fewer runs than threads; the bits are the same either way.
 */
public final class Grid {
  private final Experiment experiment;
  private final RunContext context;
  private final List<RunJob> jobs = new ArrayList<>();
  private final ApplicationPool pool;
  private volatile boolean stopped;

  /** What happened to a job that ended with an exception. */
  public record Failure(RunJob job, Throwable cause) {}

  /**
   * What a first step of every arm has shown.
   *
   * @param experiment with step sizes chosen where that was asked for
   * @param problems what identifies data and options of each arm's problem, by label
   * @param remarks what each arm has to say before its runs begin, by label
   */
  public record Tried(
      Experiment experiment,
      Map<String, Map<String, String>> problems,
      Map<String, List<String>> remarks) {

    /** The same, with what every arm had to say earlier said first. */
    public Tried after(List<String> earlier) {
      Map<String, List<String>> all = new LinkedHashMap<>();
      remarks.forEach(
          (arm, later) -> {
            Set<String> both = new LinkedHashSet<>(earlier);
            both.addAll(later);
            all.put(arm, List.copyOf(both));
          });
      return new Tried(experiment, problems, all);
    }
  }

  /** The grid of an experiment in its folder. */
  public Grid(Experiment experiment, GridFolder folder, RunContext context) {
    this(experiment, folder, context, List.of());
  }

  /**
   * The grid of an experiment in its folder.
   *
   * @param watchers see every run, so that they fit a grid of one
   */
  public Grid(
      Experiment experiment, GridFolder folder, RunContext context, List<Listener> watchers) {
    this.experiment = experiment;
    this.context = context;
    this.pool = new ApplicationPool(context.data());
    for (long seed : experiment.seeds()) {
      for (Arm arm : experiment.arms()) {
        jobs.add(new RunJob(experiment, arm, seed, folder.run(arm, seed), watchers));
      }
    }
  }

  /** Every job. */
  public List<RunJob> jobs() {
    return List.copyOf(jobs);
  }

  /** Whether {@link #stop} was called. */
  public boolean stopped() {
    return stopped;
  }

  /** Asks all runs to end at a step boundary, with a checkpoint. Any thread may call it. */
  public void stop() {
    stopped = true;
    jobs.forEach(RunJob::stop);
  }

  /**
   * Tries every arm for one step, writing nothing.
   *
   * @throws UserError about the first arm that does not work
   */
  public static Tried tryOut(Experiment e, RunContext context) {
    ApplicationPool pool = new ApplicationPool(context.data());
    Map<String, Map<String, String>> problems = new LinkedHashMap<>();
    Map<String, List<String>> remarks = new LinkedHashMap<>();
    List<Arm> arms = new ArrayList<>();
    Map<List<Object>, CurvatureEstimator> probes = new HashMap<>();
    long seed = e.seeds().get(0);
    List<ApplicationPool.Lease> leases = new ArrayList<>();
    try {
      for (Arm arm : e.arms()) {
        ApplicationPool.Lease lease = pool.lease(arm.application(), seed);
        leases.add(lease);
        Application application = lease.application();
        checkNames(e, arm, RunJob.suite(e, application, context));
        try (Run<?> run = RunJob.open(e, arm, seed, application, context.kernel(), 1)) {
          run.step();
        }
        BilevelProblem posed = arm.sees(application.problem());
        CurvatureEstimator probe =
            probes.computeIfAbsent(
                List.of(arm.application(), arm.oracle(), arm.stack()),
                p -> new CurvatureEstimator(posed, seed));
        StepSizes.Choice chosen =
            StepSizes.choose(arm.parameters(), arm.auto(), probe, arm.steps(), arm.solverName());
        Arm resolved = arm.with((Solver<?>) chosen.params());
        arms.add(resolved);
        try (Run<?> run = RunJob.open(e, resolved, seed, application, context.kernel(), 1)) {
          List<String> all = new ArrayList<>(chosen.remarks());
          all.addAll(run.remarks());
          remarks.put(arm.label(), all);
        }
        problems.put(arm.label(), posed.provenance());
      }
    } finally {
      leases.forEach(ApplicationPool.Lease::close);
    }
    return new Tried(e.withArms(arms), problems, remarks);
  }

  private static void checkNames(Experiment e, Arm arm, MetricSuite suite) {
    Set<String> known = new LinkedHashSet<>(Recorder.columns(suite, arm.solver().requirements()));
    for (String metric : e.compare().metrics()) {
      if (!known.contains(metric)) {
        UserError unknown = Names.unknown("metric", metric, known);
        throw new UserError("compare.metrics: " + unknown.sentence(), unknown.cure());
      }
    }
    if (suite.columns(Tier.TRACKED).isEmpty() && suite.columns(Tier.EXACT).isEmpty()) {
      throw new UserError("arm '" + arm.label() + "': nothing would be measured.");
    }
  }

  /**
   * Runs everything that is not finished; returns when all have ended or were stopped.
   *
   * @return jobs that ended with an exception that is no fault of the input
   * @throws UserError the first one a job ended with; the others were stopped
   */
  public List<Failure> execute() {
    List<RunJob> open = new ArrayList<>(jobs);
    open.removeIf(RunJob::findResult);
    if (open.isEmpty()) {
      return List.of();
    }
    int workers = Math.min(context.threads(), open.size());
    int threads = Math.max(1, context.threads() / workers);
    List<Failure> failures = new ArrayList<>();
    AtomicReference<@Nullable UserError> refusal = new AtomicReference<>();
    ExecutorService executor = Executors.newFixedThreadPool(workers);
    try {
      Map<RunJob, Future<?>> futures = new LinkedHashMap<>();
      open.forEach(job -> futures.put(job, executor.submit(() -> run(job, threads, refusal))));
      for (Map.Entry<RunJob, Future<?>> e : futures.entrySet()) {
        Throwable failure = await(e.getValue());
        if (failure != null) {
          failures.add(new Failure(e.getKey(), failure));
        }
      }
    } finally {
      executor.shutdownNow();
    }
    UserError first = refusal.get();
    if (first != null) {
      throw first;
    }
    return failures;
  }

  private void run(RunJob job, int threads, AtomicReference<@Nullable UserError> refusal) {
    try {
      if (refusal.get() == null) {
        job.execute(pool, context, threads);
      }
    } catch (UserError e) {
      refusal.compareAndSet(
          null,
          new UserError(
              job.arm().label() + ", seed " + job.seed() + ": " + e.sentence(), e.cure(), e));
      jobs.forEach(RunJob::stop);
    }
  }

  private @Nullable Throwable await(Future<?> future) {
    try {
      future.get();
      return null;
    } catch (ExecutionException e) {
      return e.getCause();
    } catch (InterruptedException e) {
      stop();
      Thread.currentThread().interrupt();
      return e;
    }
  }

  /** The experiment. */
  public Experiment experiment() {
    return experiment;
  }
}

package org.bilevel4j.cli.grid;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.bilevel4j.cli.config.Experiment;
import org.bilevel4j.cli.config.Experiment.Arm;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.Measure;
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
import org.bilevel4j.eval.report.Findings;
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
  private final Runnable takenOver;
  private volatile boolean stopped;

  /** What happened to a job that ended with an exception. */
  public record Failure(RunJob job, Throwable cause) {}

  /**
   * What a first step of every arm has shown. It keeps the problems of the first seed for the runs
   * of a grid.
   *
   * @param experiment with step sizes chosen where that was asked for
   * @param problems what identifies data and options of each arm's problem, by label
   * @param remarks what each arm has to say before its runs begin, by label
   * @param measures what is measured and which way it is better
   * @param shortage says that there are too few seeds for a test to pass
   * @param pool the problems
   * @param leases of the first seed's problems, by label
   */
  public record Tried(
      Experiment experiment,
      Map<String, Map<String, String>> problems,
      Map<String, List<String>> remarks,
      Set<Measure> measures,
      Optional<String> shortage,
      ApplicationPool pool,
      Map<String, ApplicationPool.Lease> leases)
      implements AutoCloseable {

    /** The same, each arm's remarks after some that were made earlier. */
    public Tried after(List<String> earlier) {
      Map<String, List<String>> all = new LinkedHashMap<>();
      remarks.forEach(
          (arm, later) -> {
            Set<String> both = new LinkedHashSet<>(earlier);
            both.addAll(later);
            all.put(arm, List.copyOf(both));
          });
      return new Tried(experiment, problems, all, measures, shortage, pool, leases);
    }

    /** The application of an arm for the first seed. */
    Application application(Arm arm) {
      return Objects.requireNonNull(leases.get(arm.label())).application();
    }

    /** Lets all problems go that no grid has taken over. */
    @Override
    public void close() {
      leases.values().forEach(ApplicationPool.Lease::close);
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
    this(experiment, folder, context, watchers, new ApplicationPool(context.data()), () -> {});
  }

  /** The grid of an experiment that was tried, whose problems it takes over. */
  public Grid(Tried tried, GridFolder folder, RunContext context) {
    this(tried.experiment(), folder, context, List.of(), tried.pool(), tried::close);
  }

  private Grid(
      Experiment experiment,
      GridFolder folder,
      RunContext context,
      List<Listener> watchers,
      ApplicationPool pool,
      Runnable takenOver) {
    this.experiment = experiment;
    this.context = context;
    this.pool = pool;
    this.takenOver = takenOver;
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
    Map<String, ApplicationPool.Lease> leases = new LinkedHashMap<>();
    Map<String, Map<String, String>> problems = new LinkedHashMap<>();
    Map<String, List<String>> remarks = new LinkedHashMap<>();
    List<Arm> arms = new ArrayList<>();
    Map<List<Object>, CurvatureEstimator> probes = new HashMap<>();
    Set<Measure> measures = new LinkedHashSet<>();
    Optional<String> shortage = Optional.empty();
    long seed = e.seeds().get(0);
    try {
      for (Arm arm : e.arms()) {
        ApplicationPool.Lease lease = pool.lease(arm.application(), seed);
        leases.put(arm.label(), lease);
        Application application = lease.application();
        MetricSuite suite = RunJob.suite(e, application, context);
        checkNames(e, arm, suite, application.problem());
        measures.addAll(Recorder.measures(suite));
        shortage = shortage(e, suite);
        BilevelProblem posed = arm.sees(application.problem());
        arm.solver().requirements().check(arm.solverName(), posed);
        CurvatureEstimator probe =
            probes.computeIfAbsent(
                List.of(arm.application(), arm.oracle(), arm.stack()),
                p -> new CurvatureEstimator(posed, seed));
        StepSizes.Choice chosen =
            StepSizes.choose(arm.parameters(), arm.auto(), probe, arm.steps(), arm.solverName());
        Arm resolved = arm.with((Solver<?>) chosen.params());
        arms.add(resolved);
        try (Run<?> run = RunJob.open(e, resolved, seed, application, context, 1)) {
          List<String> all = new ArrayList<>(chosen.remarks());
          all.addAll(run.remarks());
          remarks.put(arm.label(), all);
          run.step();
        }
        problems.put(arm.label(), posed.provenance());
      }
    } finally {
      probes.values().forEach(CurvatureEstimator::close);
    }
    return new Tried(e.withArms(arms), problems, remarks, measures, shortage, pool, leases);
  }

  /** The points of a sweep are fitted, not tested. */
  private static Optional<String> shortage(Experiment e, MetricSuite suite) {
    List<String> measured = new ArrayList<>(suite.columns(Tier.TRACKED));
    measured.addAll(suite.columns(Tier.EXACT));
    return e.sweep().isPresent()
        ? Optional.empty()
        : Findings.shortage(
            e.compare().metrics(),
            measured,
            e.arms().size(),
            !e.compare().baseline().isEmpty(),
            e.seeds().size());
  }

  private static void checkNames(Experiment e, Arm arm, MetricSuite suite, BilevelProblem problem) {
    Set<String> known =
        new LinkedHashSet<>(Recorder.columns(suite, arm.solver().requirements(), problem));
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
    open.removeIf(job -> job.findResult(context));
    if (open.isEmpty()) {
      return List.of();
    }
    int workers = Math.min(context.threads(), open.size());
    int threads = Math.max(1, context.threads() / workers);
    List<Failure> failures = new ArrayList<>();
    AtomicReference<@Nullable UserError> refusal = new AtomicReference<>();
    Map<RunJob, ApplicationPool.Lease> leases = new LinkedHashMap<>();
    open.forEach(job -> leases.put(job, pool.lease(job.arm().application(), job.seed())));
    takenOver.run();
    ExecutorService executor = Executors.newFixedThreadPool(workers);
    try {
      Map<RunJob, Future<?>> futures = new LinkedHashMap<>();
      leases.forEach(
          (job, lease) ->
              futures.put(job, executor.submit(() -> run(job, lease, threads, refusal))));
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

  private void run(
      RunJob job,
      ApplicationPool.Lease lease,
      int threads,
      AtomicReference<@Nullable UserError> refusal) {
    try (lease) {
      if (refusal.get() == null) {
        job.execute(lease, context, threads);
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

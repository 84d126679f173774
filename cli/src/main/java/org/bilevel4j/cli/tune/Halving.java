package org.bilevel4j.cli.tune;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bilevel4j.cli.config.Experiment;
import org.bilevel4j.cli.config.Experiment.Arm;
import org.bilevel4j.cli.console.ProgressDisplay;
import org.bilevel4j.cli.grid.ApplicationPool;
import org.bilevel4j.cli.grid.RunContext;
import org.bilevel4j.cli.tune.Candidates.Candidate;
import org.bilevel4j.core.util.UserError;

/**
 * Successive halving: all candidates run a short rung, the better third goes on for three times as
 * long, and so on; the last rung has the planned steps. Every arm has the same budget. Source:
 * Jamieson, Talwalkar 2016 (the rule); Li, Jamieson, DeSalvo, Rostamizadeh, Talwalkar 2018 (one in
 * three). Where asked for, the best few then run once more in full with seeds the search has not
 * seen, and lose when any of them diverges: short rungs and medians favour steps that are too long.
 */
public final class Halving {
  private final Experiment experiment;
  private final TuneSettings settings;
  private final RunContext context;
  private final Path folder;
  private final ApplicationPool pool;
  private final List<Contest> contests = new ArrayList<>();
  private volatile List<Trial> running = List.of();
  private volatile boolean stopped;

  /**
   * A candidate's place in a rung.
   *
   * @param arm label
   * @param rung from 0
   * @param steps at the end of the rung
   * @param candidate the parameters
   * @param score median over seeds, infinite when most runs diverged
   */
  public record Standing(String arm, int rung, long steps, Candidate candidate, double score) {}

  private record Entrant(Candidate candidate, List<Trial> trials, boolean strict) {
    /** The median over seeds, as a loss; infinite where one seed diverged and none may. */
    double loss() {
      if (strict && trials.stream().anyMatch(t -> t.loss() == Double.POSITIVE_INFINITY)) {
        return Double.POSITIVE_INFINITY;
      }
      double[] scores = trials.stream().mapToDouble(Trial::loss).sorted().toArray();
      int middle = scores.length / 2;
      return scores.length % 2 == 1
          ? scores[middle]
          : scores[middle - 1] + (scores[middle] - scores[middle - 1]) / 2;
    }
  }

  private static final class Contest {
    private final Arm arm;
    private List<Entrant> entrants;
    private List<Entrant> left = List.of(); // best first

    private Contest(Arm arm, List<Entrant> entrants) {
      this.arm = arm;
      this.entrants = entrants;
    }
  }

  /** A search for every arm of an experiment. */
  public Halving(Experiment experiment, TuneSettings settings, RunContext context, Path folder) {
    this.experiment = experiment;
    this.settings = settings;
    this.context = context;
    this.folder = folder;
    this.pool = new ApplicationPool(context.data());
    for (Arm arm : experiment.arms()) {
      List<Entrant> entrants = new ArrayList<>();
      for (Candidate c : Candidates.of(arm, settings.candidates(), settings.span())) {
        entrants.add(new Entrant(c, trials(c, "trials", settings.seedList()), false));
      }
      contests.add(new Contest(arm, entrants));
    }
  }

  private List<Trial> trials(Candidate c, String where, List<Long> seeds) {
    List<Trial> out = new ArrayList<>();
    for (long seed : seeds) {
      Path own =
          folder
              .resolve(where)
              .resolve(c.arm().slug())
              .resolve(String.format("%03d", c.index()))
              .resolve(Long.toString(seed));
      out.add(new Trial(experiment, c.arm(), seed, own, settings));
    }
    return out;
  }

  /** Asks all trials to pause; any thread may call it. */
  public void stop() {
    stopped = true;
    running.forEach(Trial::stop);
  }

  /** Whether {@link #stop} was called. */
  public boolean stopped() {
    return stopped;
  }

  /**
   * Searches.
   *
   * @param watch is shown the trials of each rung before they run, and called again with none
   * @return every standing of every rung; the first of an arm's last rung won
   */
  public List<Standing> execute(Consumer<List<? extends ProgressDisplay.Item>> watch) {
    List<Standing> standings = new ArrayList<>();
    int rungs = settings.rungs() + (settings.confirm() > 0 ? 1 : 0);
    for (int rung = 0; rung < rungs && !stopped; rung++) {
      if (rung == settings.rungs()) {
        contests.forEach(this::chooseFinalists);
      }
      List<Trial> trials = prepare(rung);
      running = trials;
      watch.accept(trials);
      try {
        run(trials);
      } finally {
        watch.accept(List.of());
      }
      if (!stopped) {
        for (Contest c : contests) {
          standings.addAll(rank(c, rung));
        }
      }
    }
    return standings;
  }

  /**
   * The arm as it stands, so that there is one to stay with when the others diverge; and the best
   * others of the last rung, then of those that left before it, the latest first.
   */
  private void chooseFinalists(Contest c) {
    List<Candidate> ranked =
        Stream.concat(c.entrants.stream(), c.left.stream()).map(Entrant::candidate).toList();
    Stream<Candidate> others = ranked.stream().filter(one -> !one.isAsItStands());
    c.entrants =
        Stream.concat(
                ranked.stream().filter(Candidate::isAsItStands), others.limit(settings.confirm()))
            .map(one -> new Entrant(one, trials(one, "confirm", settings.freshSeeds()), true))
            .toList();
  }

  private List<Trial> prepare(int rung) {
    List<Trial> trials = new ArrayList<>();
    for (Contest c : contests) {
      for (Entrant e : c.entrants) {
        e.trials().forEach(t -> t.prepare(settings.steps(rung, c.arm.steps())));
        trials.addAll(e.trials());
      }
    }
    trials.sort(Comparator.comparingLong(Trial::seed)); // trials of a seed share their data
    return trials;
  }

  private List<Standing> rank(Contest c, int rung) {
    c.entrants =
        c.entrants.stream()
            .sorted(
                Comparator.comparingDouble(Entrant::loss)
                    .thenComparingInt(e -> e.candidate().index()))
            .toList();
    List<Standing> out = new ArrayList<>();
    for (Entrant e : c.entrants) {
      double score = settings.direction().asLoss(e.loss());
      out.add(
          new Standing(
              c.arm.label(), rung, settings.steps(rung, c.arm.steps()), e.candidate(), score));
    }
    boolean isLast = rung + 1 >= settings.rungs();
    int stay = isLast ? c.entrants.size() : settings.survivors(rung + 1);
    List<Entrant> ranked = c.entrants;
    c.entrants = ranked.subList(0, Math.min(ranked.size(), stay));
    c.left = Stream.concat(ranked.stream().skip(stay), c.left.stream()).toList();
    return out;
  }

  private void run(List<Trial> trials) {
    List<Trial> open = trials.stream().filter(t -> !t.isFinished()).toList();
    if (open.isEmpty()) {
      return;
    }
    int workers = Math.min(context.threads(), open.size());
    int threads = Math.max(1, context.threads() / workers);
    ExecutorService executor = Executors.newFixedThreadPool(workers);
    Map<Trial, ApplicationPool.Lease> leases = new LinkedHashMap<>();
    open.forEach(t -> leases.put(t, t.lease(pool))); // at once, so that those of a seed share one
    try {
      List<Future<?>> futures = new ArrayList<>();
      leases.forEach((t, lease) -> futures.add(executor.submit(() -> execute(t, lease, threads))));
      for (Future<?> future : futures) {
        future.get();
      }
    } catch (ExecutionException e) {
      open.forEach(Trial::stop);
      if (e.getCause() instanceof UserError user) {
        throw user;
      }
      throw new IllegalStateException("a trial failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      stop();
      Thread.currentThread().interrupt();
    } finally {
      executor.shutdown();
      leases.values().forEach(ApplicationPool.Lease::close);
    }
  }

  private void execute(Trial trial, ApplicationPool.Lease lease, int threads) {
    try (lease) {
      trial.execute(lease, context, threads);
    }
  }
}

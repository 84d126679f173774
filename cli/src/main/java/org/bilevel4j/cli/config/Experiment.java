package org.bilevel4j.cli.config;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.bilevel4j.core.application.ApplicationFactory;
import org.bilevel4j.core.catalogue.Entry;
import org.bilevel4j.core.math.Storage;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.OracleFactory;
import org.bilevel4j.core.run.ReturnedIterate;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.core.solver.WatchedValue;
import org.bilevel4j.core.stack.Stacking;
import org.bilevel4j.core.util.UserError;

/**
 * A resolved experiment: every number stands in it, nothing is looked up any more.
 *
 * @param name names the run folder
 * @param title one line for people
 * @param application what is solved, before the arms' own changes
 * @param arms the methods compared
 * @param seeds every arm runs with each
 * @param steps K, unless an arm has its own
 * @param oracle how derivatives are made, unless an arm has its own
 * @param stop further ends of a run
 * @param watched the validation value that target, stall and the best iterate go by
 * @param evaluate what is measured when
 * @param checkpointSeconds time between checkpoints, 0 means after every step
 * @param returned which iterate a run returns
 * @param averageTail share of the planned steps that the average covers
 * @param compare what the summary compares
 * @param sweep what is fitted over the arms
 * @param notes free text
 */
public record Experiment(
    String name,
    String title,
    ApplicationFactory application,
    List<Arm> arms,
    List<Long> seeds,
    long steps,
    OracleFactory oracle,
    Stop stop,
    WatchedValue watched,
    Evaluate evaluate,
    double checkpointSeconds,
    ReturnedIterate returned,
    double averageTail,
    Compare compare,
    Optional<Sweep> sweep,
    String notes) {

  /** Copies the lists. */
  public Experiment {
    arms = List.copyOf(arms);
    seeds = List.copyOf(seeds);
  }

  /**
   * A method with its parameters.
   *
   * @param label its name for people
   * @param solver the solver
   * @param application what this arm solves
   * @param steps its planned number of steps
   * @param oracle how the derivatives it sees are made
   * @param stack whether the solver gets the blocks stacked into one
   * @param storage how the state of blocks is kept
   * @param auto names of step sizes that are chosen once the problem is there
   * @param point its place in a sweep
   */
  public record Arm(
      String label,
      Solver<?> solver,
      ApplicationFactory application,
      long steps,
      OracleFactory oracle,
      Stacking stack,
      Storage storage,
      Set<String> auto,
      Optional<Point> point) {

    /** Copies the set. */
    public Arm {
      auto = Collections.unmodifiableSet(new LinkedHashSet<>(auto));
    }

    /** What the catalogue calls its solver. */
    public String solverName() {
      return Entry.of(solver).name();
    }

    /** The parameters of its solver. */
    public Record parameters() {
      return solver.params();
    }

    /** The name of its folder. */
    public String slug() {
      return slug(label);
    }

    static String slug(String label) {
      return label.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }

    /**
     * The problem that its solver sees: derivatives as its oracle makes them, blocks stacked.
     *
     * @param own the application's
     * @throws UserError when its oracle cannot be made from what the problem offers
     */
    public BilevelProblem sees(BilevelProblem own) {
      try {
        return stack.of(oracle.over(own));
      } catch (UserError e) {
        throw new UserError("arm '" + label + "': " + e.sentence(), e.cure(), e);
      }
    }

    /** This arm with other solver parameters, none of them left to be chosen. */
    public Arm with(Solver<?> changed) {
      return new Arm(label, changed, application, steps, oracle, stack, storage, Set.of(), point);
    }
  }

  /**
   * Where an arm stands on the axis of a sweep.
   *
   * @param series whose arms are fitted together
   * @param at the value on the axis
   */
  public record Point(String series, long at) {}

  /**
   * What the arms of a sweep are measured by, and how that should grow with the axis.
   *
   * @param axis name of the axis, for people
   * @param measure how a run becomes one number, as {@code org.bilevel4j.eval.report.RunMeasure}
   *     reads it
   * @param expected the exponent that theory predicts
   */
  public record Sweep(String axis, String measure, OptionalDouble expected) {}

  /**
   * Ends of a run besides its steps.
   *
   * @param samples rows drawn
   * @param seconds time spent
   * @param target validation value to reach
   * @param stall looks without improvement, 0 means never
   * @param every steps between looks at the validation value, 0 means only where needed
   * @param divergence growth of the iterate or a loss that ends a run as diverged, above 1; empty
   *     means only where it is not finite
   */
  public record Stop(
      OptionalLong samples,
      OptionalDouble seconds,
      OptionalDouble target,
      int stall,
      int every,
      OptionalDouble divergence) {

    /** No further end, and the usual bound on growth. */
    public static Stop none() {
      return new Stop(
          OptionalLong.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          0,
          0,
          OptionalDouble.of(RunSpec.DIVERGENCE));
    }
  }

  /**
   * What is measured when.
   *
   * @param every steps between measurements at the lower variables as they are, at least 1
   * @param exactEvery steps between measurements at solved lower variables, 0 means at the end only
   * @param sets the evaluation sets that are measured; empty means all
   * @param metrics the metrics that are taken, each a name or "name(key=value)"; empty means all,
   *     as they are
   */
  public record Evaluate(long every, long exactEvery, List<String> sets, List<String> metrics) {
    /** Copies the lists. */
    public Evaluate {
      sets = List.copyOf(sets);
      metrics = List.copyOf(metrics);
    }
  }

  /**
   * What the summary compares.
   *
   * @param baseline label of the arm the others are compared with; empty means none
   * @param metrics names of columns; empty means worst and mean losses
   */
  public record Compare(String baseline, List<String> metrics) {
    /** Copies the list. */
    public Compare {
      metrics = List.copyOf(metrics);
    }
  }

  /** What one run of an arm is asked to do. */
  public RunSpec spec(Arm arm, long seed, int threads) {
    RunSpec spec =
        RunSpec.of(seed, arm.steps())
            .withWatch(stop.every(), stop.target(), stop.stall())
            .withReturned(returned, averageTail)
            .withStepLength((int) Math.min(Integer.MAX_VALUE, evaluate.every()))
            .withWatched(watched)
            .withDivergence(stop.divergence())
            .withStorage(arm.storage())
            .withThreads(threads);
    if (stop.samples().isPresent()) {
      spec = spec.withSamples(stop.samples().getAsLong());
    }
    return stop.seconds().isPresent() ? spec.withSeconds(stop.seconds().getAsDouble()) : spec;
  }

  /** This experiment with other arms. */
  public Experiment withArms(List<Arm> changed) {
    return new Experiment(
        name,
        title,
        application,
        changed,
        seeds,
        steps,
        oracle,
        stop,
        watched,
        evaluate,
        checkpointSeconds,
        returned,
        averageTail,
        compare,
        sweep,
        notes);
  }

  /** The arm of a slug. */
  public OptionalInt position(String slug) {
    for (int a = 0; a < arms.size(); a++) {
      if (arms.get(a).slug().equals(slug)) {
        return OptionalInt.of(a);
      }
    }
    return OptionalInt.empty();
  }
}

package org.bilevel4j.core.run;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.bilevel4j.core.math.Storage;
import org.bilevel4j.core.solver.WatchedValue;
import org.bilevel4j.core.util.Args;

/**
 * What a run is asked to do besides solver and problem.
 *
 * @param seed the root of all its random numbers
 * @param steps K, the planned and largest number of steps, at least 1
 * @param samples stop once this many rows were drawn; the last step may exceed it
 * @param seconds stop once this much time was spent stepping and watching
 * @param target stop once the watched validation value is at most this
 * @param stallLooks stop after this many looks without relative improvement of 1e-4; 0 means never
 * @param watchEvery steps between looks at the validation value; 0 means no look unless something
 *     needs it
 * @param watched the validation value that target, stall and the best iterate go by
 * @param divergence stop as diverged once an entry of the iterate or a loss is this many times the
 *     size it began with, above 1; empty means only where it is not finite
 * @param returned which iterate to return
 * @param averageTail share of the planned steps that AVERAGE covers, in (0, 1]
 * @param stepLengthEvery steps between measurements of the length of the x update; 0 means never
 * @param storage how what grows with the number of blocks is kept: y_i, v_i, alpha_i, averages; x
 *     and its direction are always double
 * @param threads at least 1; results do not depend on it
 */
public record RunSpec(
    long seed,
    long steps,
    OptionalLong samples,
    OptionalDouble seconds,
    OptionalDouble target,
    int stallLooks,
    int watchEvery,
    WatchedValue watched,
    OptionalDouble divergence,
    ReturnedIterate returned,
    double averageTail,
    int stepLengthEvery,
    Storage storage,
    int threads) {
  /** The growth that is called divergence unless a run says otherwise. */
  public static final double DIVERGENCE = 1e8;

  /** Checks the ranges. */
  public RunSpec {
    Args.atLeast(1, steps, "steps");
    Args.atLeast(0, stallLooks, "stallLooks");
    Args.atLeast(0, watchEvery, "watchEvery");
    Args.atLeast(0, stepLengthEvery, "stepLengthEvery");
    Args.atLeast(1, threads, "threads");
    Args.within(1e-9, 1, averageTail, "averageTail");
    samples.ifPresent(s -> Args.atLeast(1, s, "samples"));
    seconds.ifPresent(s -> Args.positive(s, "seconds"));
    target.ifPresent(t -> Args.finite(t, "target"));
    divergence.ifPresent(d -> Args.within(1, Double.MAX_VALUE, d, "divergence"));
    boolean watches = stallLooks > 0 || target.isPresent() || returned == ReturnedIterate.BEST;
    if (watches && watchEvery == 0) {
      watchEvery = 100;
    }
  }

  /** A number of steps on one thread that returns the last iterate. */
  public static RunSpec of(long seed, long steps) {
    return new RunSpec(
        seed,
        steps,
        OptionalLong.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        0,
        0,
        WatchedValue.OBJECTIVE,
        OptionalDouble.of(DIVERGENCE),
        ReturnedIterate.LAST,
        0.5,
        0,
        Storage.FLOAT64,
        1);
  }

  /** This run with a budget of rows. */
  public RunSpec withSamples(long budget) {
    return with(d -> d.samples = OptionalLong.of(budget));
  }

  /** This run with a budget of seconds. */
  public RunSpec withSeconds(double budget) {
    return with(d -> d.seconds = OptionalDouble.of(budget));
  }

  /** This run, ended when the watched value reaches a target or stalls. */
  public RunSpec withWatch(int every, OptionalDouble reach, int stallAfter) {
    return with(
        d -> {
          d.watchEvery = every;
          d.target = reach;
          d.stallLooks = stallAfter;
        });
  }

  /** This run with another watched value. */
  public RunSpec withWatched(WatchedValue value) {
    return with(d -> d.watched = value);
  }

  /** This run with another bound on growth; empty means none. */
  public RunSpec withDivergence(OptionalDouble growth) {
    return with(d -> d.divergence = growth);
  }

  /** This run with another returned iterate. */
  public RunSpec withReturned(ReturnedIterate which, double tail) {
    return with(
        d -> {
          d.returned = which;
          d.averageTail = tail;
        });
  }

  /** This run with the x update measured now and then. */
  public RunSpec withStepLength(int every) {
    return with(d -> d.stepLengthEvery = every);
  }

  /** This run with the state of blocks kept in another way. */
  public RunSpec withStorage(Storage kept) {
    return with(d -> d.storage = kept);
  }

  /** This run on several threads. */
  public RunSpec withThreads(int count) {
    return with(d -> d.threads = count);
  }

  private RunSpec with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.spec();
  }

  /** The components while some of them are changed. */
  private static final class Draft {
    long seed;
    long steps;
    OptionalLong samples;
    OptionalDouble seconds;
    OptionalDouble target;
    int stallLooks;
    int watchEvery;
    WatchedValue watched;
    OptionalDouble divergence;
    ReturnedIterate returned;
    double averageTail;
    int stepLengthEvery;
    Storage storage;
    int threads;

    Draft(RunSpec from) {
      seed = from.seed;
      steps = from.steps;
      samples = from.samples;
      seconds = from.seconds;
      target = from.target;
      stallLooks = from.stallLooks;
      watchEvery = from.watchEvery;
      watched = from.watched;
      divergence = from.divergence;
      returned = from.returned;
      averageTail = from.averageTail;
      stepLengthEvery = from.stepLengthEvery;
      storage = from.storage;
      threads = from.threads;
    }

    RunSpec spec() {
      return new RunSpec(
          seed,
          steps,
          samples,
          seconds,
          target,
          stallLooks,
          watchEvery,
          watched,
          divergence,
          returned,
          averageTail,
          stepLengthEvery,
          storage,
          threads);
    }
  }
}

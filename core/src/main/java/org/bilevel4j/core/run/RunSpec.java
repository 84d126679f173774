package org.bilevel4j.core.run;

import java.util.OptionalDouble;
import java.util.OptionalLong;
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
 * @param returned which iterate to return
 * @param averageTail share of the planned steps that AVERAGE covers, in (0, 1]
 * @param stepLengthEvery steps between measurements of the length of the x update; 0 means never
 * @param threads at least 1; results do not depend on it
 * @param kernel the numeric kernel in use, part of what a resumed run must agree on
 */
public record RunSpec(
    long seed,
    long steps,
    OptionalLong samples,
    OptionalDouble seconds,
    OptionalDouble target,
    int stallLooks,
    int watchEvery,
    ReturnedIterate returned,
    double averageTail,
    int stepLengthEvery,
    int threads,
    String kernel) {

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
        ReturnedIterate.LAST,
        0.5,
        0,
        1,
        "");
  }

  /** This run with a budget of rows. */
  public RunSpec withSamples(long budget) {
    return new RunSpec(
        seed,
        steps,
        OptionalLong.of(budget),
        seconds,
        target,
        stallLooks,
        watchEvery,
        returned,
        averageTail,
        stepLengthEvery,
        threads,
        kernel);
  }

  /** This run with a budget of seconds. */
  public RunSpec withSeconds(double budget) {
    return new RunSpec(
        seed,
        steps,
        samples,
        OptionalDouble.of(budget),
        target,
        stallLooks,
        watchEvery,
        returned,
        averageTail,
        stepLengthEvery,
        threads,
        kernel);
  }

  /** This run, ended when the watched value reaches a target or stalls. */
  public RunSpec withWatch(int every, OptionalDouble reach, int stallAfter) {
    return new RunSpec(
        seed,
        steps,
        samples,
        seconds,
        reach,
        stallAfter,
        every,
        returned,
        averageTail,
        stepLengthEvery,
        threads,
        kernel);
  }

  /** This run with another returned iterate. */
  public RunSpec withReturned(ReturnedIterate which, double tail) {
    return new RunSpec(
        seed,
        steps,
        samples,
        seconds,
        target,
        stallLooks,
        watchEvery,
        which,
        tail,
        stepLengthEvery,
        threads,
        kernel);
  }

  /** This run with the x update measured now and then. */
  public RunSpec withStepLength(int every) {
    return new RunSpec(
        seed,
        steps,
        samples,
        seconds,
        target,
        stallLooks,
        watchEvery,
        returned,
        averageTail,
        every,
        threads,
        kernel);
  }

  /** This run on several threads. */
  public RunSpec withThreads(int count) {
    return new RunSpec(
        seed,
        steps,
        samples,
        seconds,
        target,
        stallLooks,
        watchEvery,
        returned,
        averageTail,
        stepLengthEvery,
        count,
        kernel);
  }

  /** This run under a named numeric kernel. */
  public RunSpec withKernel(String name) {
    return new RunSpec(
        seed,
        steps,
        samples,
        seconds,
        target,
        stallLooks,
        watchEvery,
        returned,
        averageTail,
        stepLengthEvery,
        threads,
        name);
  }
}

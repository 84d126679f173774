package org.bilevel4j.core.parallel;

import java.util.Arrays;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Finds out while a run goes on how small a job may be to be worth handing to other threads. That
 * depends on how far apart the cores are: a step of 60 microseconds gains from two cores behind one
 * cache and takes three times as long on two that are not, and a virtual machine may be moved from
 * one to the other at any moment. So a few steps are tried either way, and the better way is kept
 * for a while. Results do not depend on it.
 */
public final class GrainTuner {
  /** Operations of the smallest job that is shared: some 2, 20 and 400 microseconds of a core. */
  private static final long[] LEAST = {50_000, 1_000_000, 20_000_000};

  /** Steps of one trial; the first is not looked at, it may have to wake threads. */
  private static final int TRIAL = 6;

  /** Trials of each way, in turn; the best one counts, so that interruptions do not. */
  private static final int ROUNDS = 4;

  /** Steps until the next trials. */
  private static final int KEEP = 4_000;

  private final LongConsumer shareFrom;
  private final long[] best = new long[LEAST.length];
  private int trial;
  private int steps;
  private long since;

  /**
   * Starts with trials.
   *
   * @param shareFrom told the operations of the smallest job to be shared
   */
  public GrainTuner(LongConsumer shareFrom) {
    this.shareFrom = shareFrom;
    begin();
  }

  /**
   * After every step.
   *
   * @param clock the time in nanoseconds
   */
  public void afterStep(LongSupplier clock) {
    steps++;
    if (trial == ROUNDS * LEAST.length) {
      if (steps == KEEP) {
        begin();
      }
    } else if (steps == 1) {
      since = clock.getAsLong();
    } else if (steps == TRIAL) {
      int way = trial % LEAST.length;
      best[way] = Math.min(best[way], clock.getAsLong() - since);
      trial++;
      next();
    }
  }

  private void begin() {
    Arrays.fill(best, Long.MAX_VALUE);
    trial = 0;
    next();
  }

  private void next() {
    steps = 0;
    int way = trial % LEAST.length;
    if (trial == ROUNDS * LEAST.length) {
      for (int w = 0; w < LEAST.length; w++) {
        way = best[w] < best[way] ? w : way;
      }
    }
    shareFrom.accept(LEAST[way]);
  }
}

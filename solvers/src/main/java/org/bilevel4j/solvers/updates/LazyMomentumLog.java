package org.bilevel4j.solvers.updates;

import org.bilevel4j.core.solver.StatePart;
import org.bilevel4j.core.solver.StateVisitor;

/**
 * What happened to a part that was left alone: the products of keep and the sums of eta times these
 * products, in stretches of steps. A new stretch begins when the product has fallen below 1e-3 or
 * after 256 steps, so that differences of sums keep their digits.
 */
final class LazyMomentumLog implements StatePart {
  private static final int STRETCHES = 256;
  private static final int LONGEST = 256;
  private static final double SHORTEST = 1e-3;
  private static final double AT_REST = 1e-40;

  /**
   * The motion since some moment.
   *
   * @param product P, 0 once nothing is left
   * @param sum S
   */
  record Since(double product, double sum) {}

  private final double[] now = {1, 0}; // P and S of the stretch that is being written
  private final long[] clock = {0, 0}; // its number, its steps so far
  private final double[] products; // of finished stretches, by number modulo STRETCHES
  private final double[] sums;

  /** A log, or one that will never be written. */
  LazyMomentumLog(boolean used) {
    this.products = new double[used ? STRETCHES : 0];
    this.sums = new double[used ? STRETCHES : 0];
  }

  long stretch() {
    return clock[0];
  }

  double product() {
    return now[0];
  }

  double sum() {
    return now[1];
  }

  /** Adds a step; it may end the stretch. */
  void add(double keep, double eta) {
    now[0] *= keep;
    now[1] += eta * now[0];
    clock[1]++;
    if (now[0] < SHORTEST || clock[1] == LONGEST) {
      int slot = (int) (clock[0] % STRETCHES);
      products[slot] = now[0];
      sums[slot] = now[1];
      clock[0]++;
      clock[1] = 0;
      now[0] = 1;
      now[1] = 0;
    }
  }

  /**
   * Half-way round the ring, right after a stretch began: parts current before this stretch must be
   * caught up now, or their record will be overwritten. Otherwise -1.
   */
  long oldestNeeded() {
    boolean due = clock[1] == 0 && clock[0] % (STRETCHES / 2) == 0;
    return due ? clock[0] - STRETCHES / 2 + 1 : -1;
  }

  /** P and S since a moment inside a stretch. */
  Since since(long stretch, double product, double sum) {
    if (stretch == clock[0]) {
      return new Since(now[0] / product, (now[1] - sum) / product);
    }
    int first = (int) (stretch % STRETCHES);
    double p = products[first] / product;
    double s = (sums[first] - sum) / product;
    for (long t = stretch + 1; t < clock[0] && p > AT_REST; t++) {
      int slot = (int) (t % STRETCHES);
      s += p * sums[slot];
      p *= products[slot];
    }
    return p > AT_REST ? new Since(p * now[0], s + p * now[1]) : new Since(0, s);
  }

  @Override
  public void visit(StateVisitor v) {
    v.numbers("log.now", now);
    v.counters("log.clock", clock);
    v.numbers("log.products", products);
    v.numbers("log.sums", sums);
  }
}

package org.bilevel4j.cli.tune;

import java.util.ArrayList;
import java.util.List;
import org.bilevel4j.core.application.Direction;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.core.util.UserError;

/**
 * How step sizes are looked for.
 *
 * @param candidates per arm, at least 1
 * @param rungs rounds, at least 1; each is three times as long as the one before, the last has the
 *     planned steps, and each keeps the better third
 * @param seeds runs per candidate, with seeds that experiments do not use by default
 * @param span largest factor of the grid
 * @param metric what is made small, or large: a column of the validation set
 * @param direction which way it is better
 * @param confirm how many of the best candidates run once more for all planned steps, beside the
 *     arm as it stands, with seeds the search has not seen, of which none may diverge; 0 for none
 */
public record TuneSettings(
    int candidates,
    int rungs,
    int seeds,
    double span,
    String metric,
    Direction direction,
    int confirm) {
  /** What is kept of each rung: one in three. */
  static final int SHARE = 3;

  private static final long FIRST_SEED = 1001;

  /** Checks the ranges. */
  public TuneSettings {
    Args.atLeast(1, candidates, "--candidates");
    Args.atLeast(1, rungs, "--rungs");
    Args.atLeast(1, seeds, "--seeds");
    Args.within(1 + 1e-9, 1e6, span, "--span");
    Args.atLeast(0, confirm, "--confirm");
    if (!metric.replaceFirst("^exact\\.", "").startsWith("validation.")) {
      throw new UserError(
          "--metric " + metric + " is not one of the validation set, which alone may steer.",
          "validation.loss.worst or validation.loss.mean.");
    }
    if (direction == Direction.NEITHER) {
      throw new UserError(
          "--metric " + metric + " is better neither when lower nor when higher.",
          "a column that is, such as validation.loss.worst.");
    }
  }

  /** The same by a metric that is better in another direction. */
  public TuneSettings by(Direction other) {
    return new TuneSettings(candidates, rungs, seeds, span, metric, other, confirm);
  }

  /** The seeds of all trials. */
  public List<Long> seedList() {
    return seedsFrom(FIRST_SEED);
  }

  /** The seeds of the last look: as many others. */
  List<Long> freshSeeds() {
    return seedsFrom(FIRST_SEED + seeds);
  }

  private List<Long> seedsFrom(long first) {
    List<Long> out = new ArrayList<>();
    for (int s = 0; s < seeds; s++) {
      out.add(first + s);
    }
    return out;
  }

  /** Steps at the end of a rung, of the planned ones. */
  long steps(int rung, long planned) {
    if (rung >= rungs) {
      return planned;
    }
    double share = Math.pow(SHARE, rung - (rungs - 1.0));
    return Math.max(1, Math.round(planned * share));
  }

  /** How many candidates take part in a rung. */
  int survivors(int rung) {
    int n = candidates;
    for (int r = 0; r < rung; r++) {
      n = Math.max(1, (n + SHARE - 1) / SHARE);
    }
    return n;
  }

  /** Steps of one arm over all seeds. */
  public long budget(long planned) {
    long sum = 0;
    long before = 0;
    for (int r = 0; r < rungs; r++) {
      sum += survivors(r) * (steps(r, planned) - before);
      before = steps(r, planned);
    }
    sum += confirm == 0 ? 0 : Math.min(confirm + 1L, candidates) * planned;
    return sum * seeds;
  }
}

package org.bilevel4j.datasets.sinusoid;

import org.bilevel4j.core.random.Rng;
import org.bilevel4j.core.util.UserError;

/**
 * Where a number is drawn from, uniformly.
 *
 * @param low lower end, finite
 * @param high upper end, finite, at least {@code low}; equal ends give that number
 */
public record UniformRange(double low, double high) {
  /** Checks the ends. */
  public UniformRange {
    if (!(Double.isFinite(low) && Double.isFinite(high) && low <= high)) {
      throw new UserError(
          "interval is [" + low + ", " + high + "], its ends must be finite and in order.");
    }
  }

  double draw(Rng rng) {
    return rng.uniform(low, high);
  }
}

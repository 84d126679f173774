package org.bilevel4j.core.quadratic;

import org.bilevel4j.core.util.Args;

/**
 * Turns exact losses into finite sums: each row adds a perturbation to the linear coefficients and
 * to [xx], [yy], [xy], normal with these standard deviations; the perturbations of all rows sum to
 * exactly zero (rows come in pairs of opposite sign), so that the mean over all rows is the exact
 * loss. Linear perturbations are independent between coefficients; quadratic ones are one normal
 * number per row times a fixed symmetric pattern of signs.
 *
 * @param rows how many rows each level of each block has, at least 2; 0 for exact losses
 * @param upper standard deviation for f
 * @param lower standard deviation for g; a large one makes single rows indefinite
 * @param seed where the perturbations come from
 */
public record Noise(int rows, double upper, double lower, long seed) {

  /** Checks the ranges. */
  public Noise {
    if (rows != 0) {
      Args.atLeast(2, rows, "rows of the noise");
    }
    Args.nonNegative(upper, "upper noise");
    Args.nonNegative(lower, "lower noise");
  }

  /** Exact losses. */
  public static Noise none() {
    return new Noise(0, 0, 0, 0);
  }
}

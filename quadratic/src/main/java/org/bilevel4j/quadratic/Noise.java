package org.bilevel4j.quadratic;

import org.bilevel4j.core.util.Args;

/**
 * Turns exact losses into finite sums: each row adds a perturbation to every coefficient but the
 * constant, normal with these standard deviations; the perturbations of all rows sum to exactly
 * zero (rows 2 j and 2 j + 1 are of opposite sign, an odd last one is exact), so that the mean over
 * all rows is the exact loss. Perturbations of [x], [y] and [a] are independent between
 * coefficients; those of [xx], [yy], [xy], [ax], [ay] and [aa] are one normal number per row times
 * a pattern of signs that all rows of the level share, symmetric where the matrix is.
 *
 * @param rows how many rows each level of each block has, at least 2; 0 for exact losses
 * @param upper standard deviation for f; a large one makes single rows convex in alpha
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

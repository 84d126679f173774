package org.bilevel4j.core.solver;

import org.bilevel4j.core.util.Args;

/**
 * Reduce when a watched validation value stops improving: every {@code every} steps the run looks
 * at the upper losses on the full validation rows; after more than {@code patience} looks without a
 * relative improvement of 1e-4 every step size that follows this rule is multiplied by {@code
 * factor}.
 *
 * @param factor in (0, 1)
 * @param patience looks without improvement, at least 0
 * @param every steps between looks, at least 1
 * @param watched the value made of the losses
 */
public record PlateauRule(double factor, int patience, int every, WatchedValue watched) {

  /** The relative improvement that counts. */
  public static final double THRESHOLD = 1e-4;

  /** Checks the ranges. */
  public PlateauRule {
    Args.within(1e-6, 1 - 1e-6, factor, "factor of a plateau rule");
    Args.atLeast(0, patience, "patience of a plateau rule");
    Args.atLeast(1, every, "every of a plateau rule");
  }
}

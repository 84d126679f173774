package org.bilevel4j.applications.auc;

import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.core.util.UserError;

/**
 * The false positive rates that count.
 *
 * @param from rho_l
 * @param to rho
 */
public record FprRange(
    @Param(
            value = "least false positive rate that counts",
            symbol = "rho_l",
            range = "at least 0, below fpr.to")
        double from,
    @Param(
            value = "largest false positive rate that counts",
            symbol = "rho",
            range = "above fpr.from, at most 1")
        double to) {

  /** Checks the bounds. */
  public FprRange {
    Args.within(0, 1, from, "fpr.from");
    Args.within(0, 1, to, "fpr.to");
    if (!(from < to)) {
      throw new UserError("fpr.from is " + from + ", must be below fpr.to, " + to + ".");
    }
  }

  /** All false positive rates: AUC itself. */
  static FprRange all() {
    return new FprRange(0, 1);
  }
}

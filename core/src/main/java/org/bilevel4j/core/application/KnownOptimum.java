package org.bilevel4j.core.application;

import java.util.Optional;
import java.util.OptionalDouble;
import org.bilevel4j.core.math.Vec;

/**
 * What is known in closed form about the objective F of a problem: measuring a run against it costs
 * no solve. F is the mean over blocks, the worst block for the simplex, each block at its best
 * alpha and y_i*(x).
 */
public interface KnownOptimum {

  /** x*, not to be modified. */
  Vec minimiser();

  /** F(x) - F(x*); x is not modified. */
  double gap(Vec x);

  /** max_i F_i(x) - min over x of the same; empty where blocks share an alpha. */
  OptionalDouble worstGap(Vec x);

  /** max_i F_i(x) - sum_i w_i F_i(x); empty where blocks share an alpha; nothing is modified. */
  OptionalDouble weightsGap(Vec x, Optional<Vec> weights);

  /**
   * ||sum_i w_i grad F_i(x)||.
   *
   * @param x not modified
   * @param weights the solver's lambda, not modified; empty means 1/m
   */
  double gradientNorm(Vec x, Optional<Vec> weights);
}

package org.bilevel4j.applications.auc;

import org.bilevel4j.oracles.tensor.Inputs;
import org.bilevel4j.oracles.tensor.Parameters;
import org.bilevel4j.oracles.tensor.Tensor;

/**
 * The pairwise square loss with margin c as a saddle (docs/ALGORITHMS.md 9.1), a and b in the
 * task's part of x.
 *
 * <pre>
 * E+[(h-a)^2] + E-[w (h-b)^2] + 2 alpha (c + E-[w h] - E+[h]) - alpha^2
 * </pre>
 */
final class SquareSaddle {
  private static final String A = "a";
  private static final String B = "b";
  private static final String ALPHA = "alpha";

  private SquareSaddle() {}

  /** a, b and alpha. */
  static Parameters variables(Parameters network) {
    return network.local(A, 1, 1).local(B, 1, 1).dual(ALPHA, 1, 1);
  }

  /** With w = 1. */
  static Tensor of(ScoredBatch batch, Inputs in, double margin) {
    return of(batch, in, margin, in.number(1));
  }

  /**
   * With weights.
   *
   * @param w of the negatives: n x 1, or 1 x 1
   */
  static Tensor of(ScoredBatch batch, Inputs in, double margin, Tensor w) {
    Tensor h = batch.scores();
    Tensor alpha = in.dual(ALPHA);
    Tensor spread =
        batch
            .ofPositives(h.minus(in.upper(A)).square())
            .plus(batch.ofNegatives(w.times(h.minus(in.upper(B)).square())));
    Tensor gap = batch.ofNegatives(w.times(h)).minus(batch.ofPositives(h)).plus(margin);
    return spread.plus(alpha.times(gap).times(2)).minus(alpha.square());
  }
}

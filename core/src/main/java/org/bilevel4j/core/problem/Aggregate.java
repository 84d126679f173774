package org.bilevel4j.core.problem;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Weights;

/** How the losses of the blocks make up the objective F, where no simplex weighs them. */
public enum Aggregate {
  /** F = (1/m) sum_i f_i. */
  MEAN,
  /**
   * F = sum_i f_i: parts of x that belong to single blocks then move by the steps they would take
   * alone, however many blocks there are.
   */
  SUM;

  /** What the sum of m losses is divided by. */
  public int divisor(int m) {
    return this == SUM ? 1 : m;
  }

  /** The weights with which a sum over a drawn set estimates F, or its gradient, without bias. */
  public Weights weights(BlockSet set) {
    return this == SUM ? Weights.sum(set) : Weights.mean(set);
  }

  /** A problem with this objective made of its losses. */
  public BilevelProblem of(BilevelProblem problem) {
    return new DelegatingProblem(problem) {
      @Override
      public Aggregate aggregate() {
        return Aggregate.this;
      }
    };
  }
}

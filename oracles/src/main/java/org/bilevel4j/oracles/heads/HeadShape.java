package org.bilevel4j.oracles.heads;

import org.bilevel4j.core.util.Args;

/**
 * The linear head of a task, which is its lower variable: output_c = w_c . e + b_c. The vector y_i
 * holds w_0, w_1, ... one after the other, then the biases where there are any.
 *
 * @param features length of e, at least 1
 * @param columns number of outputs, at least 1
 * @param bias whether there are biases b_c
 */
public record HeadShape(int features, int columns, boolean bias) {
  /** Checks the sizes. */
  public HeadShape {
    Args.atLeast(1, features, "features of a head");
    Args.atLeast(1, columns, "columns of a head");
  }

  /** Number of weights, features times columns. */
  public int weights() {
    return features * columns;
  }

  /** d_i: weights and biases. */
  public int dim() {
    return weights() + (bias ? columns : 0);
  }
}

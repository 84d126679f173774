package org.bilevel4j.oracles.network;

import org.bilevel4j.kernels.Mat;

/** The gradient of an objective in the features, as a backward pass asks for it. */
@FunctionalInterface
public interface FeatureGradient {

  /**
   * Writes the gradient in the features of some rows of one task. Asked by several threads at once.
   *
   * @param task position in the set
   * @param from first row of the pass, belongs to row 0 of {@code de}
   * @param to end of the rows
   * @param de to - from rows by K, written in full; modified
   */
  void fill(int task, int from, int to, Mat de);
}

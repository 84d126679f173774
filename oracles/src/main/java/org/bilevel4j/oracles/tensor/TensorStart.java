package org.bilevel4j.oracles.tensor;

import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.LowerStart;
import org.bilevel4j.core.random.Key;

/**
 * y_init(x) of a model, with its derivative.
 *
 * @param function y_init, all lower parameters below each other
 */
record TensorStart(VectorFunction function) implements LowerStart {

  @Override
  public void fill(int block, Vec x, Key key, Vec y) {
    function.values(block, x, Vec.zeros(y.dim()), y);
  }

  @Override
  public boolean dependsOnX() {
    return true;
  }

  @Override
  public void addTransposed(int block, Vec x, double weight, Vec p, Vec out) {
    function.addTransposedInX(block, x, Vec.zeros(p.dim()), weight, p, out);
  }
}

package org.bilevel4j.oracles.tensor;

import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.LowerConstraints;

/** Constraints P(x, y) <= 0 and Q(x, y) = 0 of a model, with their derivatives. */
final class TensorConstraints implements LowerConstraints {
  private final VectorFunction function;
  private final int inequalities;

  /**
   * Constraints.
   *
   * @param function (P, Q), one below the other
   * @param inequalities the length of P
   */
  TensorConstraints(VectorFunction function, int inequalities) {
    this.function = function;
    this.inequalities = inequalities;
  }

  /** Whether they depend on a parameter. */
  boolean uses(Parameters.Parameter p) {
    return function.uses(p);
  }

  @Override
  public int inequalities(int block) {
    return inequalities;
  }

  @Override
  public int equalities(int block) {
    return function.size() - inequalities;
  }

  @Override
  public void values(int block, Vec x, Vec y, Vec out) {
    function.values(block, x, y, out);
  }

  @Override
  public void jacobianY(int block, Vec x, Vec y, Vec out) {
    Vec unit = Vec.zeros(function.size());
    for (int j = 0; j < function.size(); j++) {
      unit.set(j, 1);
      function.transposedInY(block, x, y, unit, out.slice(j * y.dim(), (j + 1) * y.dim()));
      unit.set(j, 0);
    }
  }

  @Override
  public void addJacobianXTransposed(int block, Vec x, Vec y, double weight, Vec w, Vec out) {
    function.addTransposedInX(block, x, y, weight, w, out);
  }

  @Override
  public void addHessianYY(int block, Vec x, Vec y, Vec multipliers, Vec v, Vec out) {
    function.addHessian(block, x, y, multipliers, v, out);
  }

  @Override
  public void addCrossXY(int block, Vec x, Vec y, double weight, Vec multipliers, Vec v, Vec out) {
    function.addCross(block, x, y, weight, multipliers, v, out);
  }
}

package org.bilevel4j.docs;

import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.oracles.tensor.Inputs;
import org.bilevel4j.oracles.tensor.Parameters;
import org.bilevel4j.oracles.tensor.RowTable;
import org.bilevel4j.oracles.tensor.Tensor;
import org.bilevel4j.oracles.tensor.TensorModel;

// region model
/**
 * Worst-task tuning of one vector of ridge penalties.
 *
 * <pre>
 * x    log penalties (d), shared by all tasks      y_i  weights of task i (d)
 * f_i  mean over validation rows of (a.y - b)^2 / 2
 * g_i  mean over training rows of (a.y - b)^2 / 2, plus sum_j exp(x_j) y_j^2 / 2
 * </pre>
 *
 * @param blocks number of tasks
 * @param features d
 * @param lowerInputs training rows: features "a" and targets "b"
 * @param upperInputs validation rows
 */
record RobustRidge(int blocks, int features, RowTable lowerInputs, RowTable upperInputs)
    implements TensorModel {

  @Override
  public String name() {
    return "robust-ridge";
  }

  @Override
  public DualSide dualSide() {
    return new DualSide.Simplex(); // the worst task
  }

  @Override
  public Parameters parameters() {
    return Parameters.none().shared("penalty", features, 1).lower("w", features, 1);
  }

  @Override
  public Tensor upperLoss(Inputs in) {
    return in.row("a").matmul(in.lower("w")).minus(in.row("b")).square().mean().times(0.5);
  }

  @Override
  public Tensor lowerLoss(Inputs in) {
    Tensor ridge = in.upper("penalty").exp().times(in.lower("w").square()).sum();
    return upperLoss(in).plus(ridge.times(0.5));
  }
}
// endregion

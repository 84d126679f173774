package org.bilevel4j.oracles.tensor;

import java.util.function.Function;

/**
 * One block whose losses are given.
 *
 * @param parameters of x, y and alpha
 * @param rows of both levels
 */
record SmallModel(
    Parameters parameters,
    RowInputs rows,
    Function<Inputs, Tensor> upper,
    Function<Inputs, Tensor> lower)
    implements TensorModel {

  /** A lower loss in "y" with a scalar "x"; the upper one is |y|^2 x^2. */
  static SmallModel lower(int rows, int cols, Function<Inputs, Tensor> loss) {
    return new SmallModel(
        Parameters.none().shared("x", 1, 1).lower("y", rows, cols),
        RowInputs.none(),
        in -> in.lower("y").normSquared().times(in.upper("x").square()),
        loss);
  }

  @Override
  public String name() {
    return "small";
  }

  @Override
  public RowInputs upperInputs() {
    return rows;
  }

  @Override
  public RowInputs lowerInputs() {
    return rows;
  }

  @Override
  public Tensor upperLoss(Inputs in) {
    return upper.apply(in);
  }

  @Override
  public Tensor lowerLoss(Inputs in) {
    return lower.apply(in);
  }
}

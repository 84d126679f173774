package org.bilevel4j.oracles.tensor;

import java.util.Map;
import java.util.Optional;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.random.Key;

/**
 * Two blocks without rows, with curved constraints and a start that depends on x.
 *
 * <pre>
 * g_i     |y - x|^2 / 2 + tau_i sum_j y_j^4 / 4
 * P       y_0^2 + x_0^2 - 4 <= 0,  y_0 y_1 - x_1 <= 0
 * Q       sin(y_1) + x_0 y_0 = 0
 * y_init  tanh(x) + tau_i
 * </pre>
 */
record CurvedModel() implements TensorModel {
  @Override
  public String name() {
    return "curved";
  }

  @Override
  public int blocks() {
    return 2;
  }

  @Override
  public Parameters parameters() {
    return Parameters.none().shared("x", 2, 1).local("tau", 1, 1).lower("y", 2, 1);
  }

  @Override
  public RowInputs upperInputs() {
    return RowInputs.none();
  }

  @Override
  public RowInputs lowerInputs() {
    return RowInputs.none();
  }

  @Override
  public Tensor upperLoss(Inputs in) {
    return in.lower("y").minus(1).normSquared().plus(in.upper("x").normSquared().times(0.1));
  }

  @Override
  public Tensor lowerLoss(Inputs in) {
    Tensor y = in.lower("y");
    Tensor quartic = y.square().square().sum().times(in.upper("tau")).times(0.25);
    return y.minus(in.upper("x")).normSquared().times(0.5).plus(quartic);
  }

  @Override
  public Optional<Tensor> lowerInequalities(Inputs in) {
    Tensor y = in.lower("y");
    Tensor x = in.upper("x");
    Tensor ball = y.rows(0, 1).square().plus(x.rows(0, 1).square()).minus(4);
    return Optional.of(ball.above(y.rows(0, 1).times(y.rows(1, 2)).minus(x.rows(1, 2))));
  }

  @Override
  public Optional<Tensor> lowerEqualities(Inputs in) {
    Tensor y = in.lower("y");
    return Optional.of(y.rows(1, 2).sin().plus(in.upper("x").rows(0, 1).times(y.rows(0, 1))));
  }

  @Override
  public Map<String, Tensor> lowerStartAt(Inputs in) {
    return Map.of("y", in.upper("x").tanh().plus(in.upper("tau")));
  }

  @Override
  public void startUpper(Vec x, Key key) {
    x.fill(0.4);
  }
}

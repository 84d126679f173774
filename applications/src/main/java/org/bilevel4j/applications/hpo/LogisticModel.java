package org.bilevel4j.applications.hpo;

import java.util.Map;
import org.bilevel4j.applications.parts.VectorStart;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.LowerStart;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.oracles.tensor.Inputs;
import org.bilevel4j.oracles.tensor.Parameters;
import org.bilevel4j.oracles.tensor.RowTable;
import org.bilevel4j.oracles.tensor.Tensor;
import org.bilevel4j.oracles.tensor.TensorModel;

/**
 * Logistic regression with one penalty per feature.
 *
 * @param features d
 * @param lowerInputs training rows: features "a" and labels "b", +1 or -1
 * @param upperInputs validation rows
 * @param startX where x starts
 * @param startY where y starts
 * @param provenance data and options
 */
record LogisticModel(
    int features,
    RowTable lowerInputs,
    RowTable upperInputs,
    VectorStart startX,
    VectorStart startY,
    Map<String, String> provenance)
    implements TensorModel {

  @Override
  public String name() {
    return LogisticHpo.NAME;
  }

  @Override
  public Parameters parameters() {
    return Parameters.none().shared("x", features, 1).lower("y", features, 1);
  }

  /** b a'y of every row. */
  static Tensor margins(Inputs in) {
    return in.row("a").matmul(in.lower("y")).times(in.row("b"));
  }

  @Override
  public Tensor upperLoss(Inputs in) {
    return margins(in).negate().softplus().mean();
  }

  @Override
  public Tensor lowerLoss(Inputs in) {
    Tensor penalty = in.upper("x").exp().times(in.lower("y").square()).sum();
    return upperLoss(in).plus(penalty.times(0.5));
  }

  @Override
  public void startUpper(Vec x, Key key) {
    startX.fill(key, x);
  }

  @Override
  public LowerStart lowerStart() {
    return (block, x, key, y) -> startY.fill(key, y);
  }
}

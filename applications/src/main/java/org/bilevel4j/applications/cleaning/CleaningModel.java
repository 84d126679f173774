package org.bilevel4j.applications.cleaning;

import java.util.Map;
import org.bilevel4j.oracles.tensor.Inputs;
import org.bilevel4j.oracles.tensor.Parameters;
import org.bilevel4j.oracles.tensor.Tensor;
import org.bilevel4j.oracles.tensor.TensorModel;

/**
 * Softmax regression on weighted rows.
 *
 * @param lowerInputs training rows, labels corrupted
 * @param upperInputs validation rows
 * @param classes C
 * @param ridge strength of the penalty
 * @param provenance data and options
 */
record CleaningModel(
    ClassRows lowerInputs,
    ClassRows upperInputs,
    int classes,
    double ridge,
    Map<String, String> provenance)
    implements TensorModel {

  @Override
  public String name() {
    return HyperCleaning.NAME;
  }

  @Override
  public Parameters parameters() {
    return Parameters.none()
        .shared("x", lowerInputs.size(), 1)
        .lower("y", upperInputs.features(), classes);
  }

  private static Tensor scores(Inputs in) {
    return in.row("a").matmul(in.lower("y"));
  }

  private static Tensor losses(Inputs in) {
    return scores(in).crossEntropy(in.row("class"));
  }

  @Override
  public Tensor upperLoss(Inputs in) {
    return losses(in).mean();
  }

  @Override
  public Tensor lowerLoss(Inputs in) {
    Tensor weights = in.upper("x").gather(in.rowIds()).sigmoid();
    return weights.times(losses(in)).mean().plus(in.lower("y").normSquared().times(ridge));
  }

  /** The share of rows whose class has not the largest score alone. */
  Tensor error(Inputs in) {
    Tensor scores = scores(in);
    Tensor own = scores.times(in.row("class").oneHot(classes)).sumOverColumns();
    Tensor notBelow = scores.atLeast(own).sumOverColumns();
    return notBelow.atLeast(in.number(2)).mean();
  }
}

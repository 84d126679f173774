package org.example.sample;

import org.bilevel4j.applications.parts.CsvModel;
import org.bilevel4j.applications.parts.CsvRows;
import org.bilevel4j.core.set.Box;
import org.bilevel4j.core.set.ConvexSet;
import org.bilevel4j.oracles.tensor.Inputs;
import org.bilevel4j.oracles.tensor.Parameters;
import org.bilevel4j.oracles.tensor.Tensor;

/**
 * A linear model with one penalty per feature, chosen on validation rows. Replace its losses by
 * yours.
 *
 * <pre>
 * x  log penalties (d)      y = (w, c)  coefficients (d) and intercept
 * f  mean over validation rows (a, b) of loss(a.w + c, b)
 * g  mean over training rows of the same, plus sum_j exp(x_j) w_j^2 / 2
 *    loss(s, b) = log(1 + exp(-b s)) where b is a class, 1 or -1, else (s - b)^2 / 2
 * </pre>
 *
 * @param rows features "a" and targets "b"
 */
record SampleModel(CsvRows rows) implements CsvModel {

  @Override
  public String name() {
    return "sample-application";
  }

  // region losses
  @Override
  public Parameters parameters() {
    int d = rows.features().size();
    return Parameters.none().shared("penalty", d, 1).lower("w", d, 1).lower("c", 1, 1);
  }

  @Override
  public ConvexSet upperSet() {
    return new Box(-8, 0); // penalties from 3e-4 to 1
  }

  @Override
  public Tensor upperLoss(Inputs in) {
    return rows.classes()
        ? score(in).times(in.row("b")).negate().softplus().mean()
        : score(in).minus(in.row("b")).square().mean().times(0.5);
  }

  @Override
  public Tensor lowerLoss(Inputs in) {
    Tensor penalty = in.upper("penalty").exp().times(in.lower("w").square()).sum();
    return upperLoss(in).plus(penalty.times(0.5));
  }

  /** The share of wrong classes, or of the target's variance that is left. */
  @Override
  public Tensor error(Inputs in) {
    return rows.classes()
        ? in.number(0).atLeast(score(in).times(in.row("b"))).mean()
        : score(in).minus(in.row("b")).square().mean();
  }

  private static Tensor score(Inputs in) {
    return in.row("a").matmul(in.lower("w")).plus(in.lower("c"));
  }
  // endregion
}

package org.bilevel4j.applications.auc;

import com.google.auto.service.AutoService;
import java.util.Arrays;
import java.util.Map;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.oracles.tensor.Inputs;
import org.bilevel4j.oracles.tensor.Parameters;
import org.bilevel4j.oracles.tensor.Tensor;

/**
 * Partial AUC smoothed by a Kullback-Leibler penalty, with an average per positive row as lower
 * variable (docs/ALGORITHMS.md 9.6).
 *
 * <pre>
 * f_i = mean over positives p of lambda log u_p
 * g_i = 1/2 sum over positives p of (u_p - E-[ exp(l(h_p - h-) / lambda) ])^2
 *       l(t) = max(c - t, 0)^2
 * </pre>
 *
 * The Hessian of g_i is the identity. On one batch for both levels mmb-v1 makes the steps of the
 * paper: u_p moves to the batch mean by etaY, and h_p - h- weighs exp(l / lambda) / u_p. lambda
 * plays the part of a false positive rate and is none: small ones look at the hardest negatives,
 * large ones at all.
 */
@AutoService(Component.class)
@Listed(
    name = "sopa-s",
    title = "partial AUC smoothed by a Kullback-Leibler penalty",
    source = "Zhu, Li, Wang, Wu, Hu, Yuan, Yang, ICML 2022 (SOPA-s)",
    differs =
        "by mmb-v1 weights are divided by the u_p of before the step, not by the new ones, and"
            + " x moves by a moving average; u_p starts where scores are equal; needs one batch for"
            + " both levels")
public record SopaS(
    @Param(value = "distance wanted between scores", symbol = "c", range = "above 0") double margin,
    @Param(value = "strength of the penalty", symbol = "lambda", range = "above 0") double lambda)
    implements ScoreObjective {
  private static final String U = "u";

  /** Larger exponents are cut, so that squares stay finite in single precision. */
  private static final double LARGEST_EXPONENT = 40;

  /** Checks the ranges. */
  public SopaS {
    Args.positive(margin, "margin");
    Args.positive(lambda, "lambda");
  }

  /** Margin 1, the middle of the paper's grid. */
  public SopaS() {
    this(1, 1);
  }

  @Override
  public Parameters variables(Parameters network, ScoreShape shape) {
    return network.lower(U, shape.mostPositives(), 1);
  }

  @Override
  public Map<String, Tensor> lowerStart(Inputs in, ScoreShape shape) {
    double[][] equal = new double[shape.mostPositives()][1];
    double start = Math.exp(Math.min(margin * margin / lambda, LARGEST_EXPONENT));
    Arrays.stream(equal).forEach(row -> row[0] = start);
    return Map.of(U, in.constant(equal));
  }

  /** u_p of the positives of the batch; what stands in the rows of negatives is not looked at. */
  private static Tensor averages(TaskBatch batch) {
    Inputs in = batch.in();
    Tensor last = in.number(batch.shape().mostPositives() - 1.0);
    return in.lower(U).gather(in.rowIds().min(last));
  }

  @Override
  public Tensor upperLoss(TaskBatch batch) {
    return batch.scored().ofPositives(averages(batch).log()).times(lambda);
  }

  @Override
  public Tensor lowerLoss(TaskBatch batch) {
    ScoredBatch s = batch.scored();
    Tensor h = s.scores();
    Tensor losses = h.transpose().minus(h).plus(margin).relu().square(); // by positive, negative
    Tensor cut = losses.times(1 / lambda).min(batch.in().number(LARGEST_EXPONENT));
    Tensor negatives = s.labels().complement();
    Tensor means = cut.exp().matmul(negatives).over(s.negatives().max(batch.in().number(1)));
    return averages(batch).minus(means).square().times(s.labels()).sum().times(0.5);
  }
}

package org.bilevel4j.applications.auc;

import com.google.auto.service.AutoService;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.oracles.tensor.Parameters;
import org.bilevel4j.oracles.tensor.Tensor;

/**
 * One-way partial AUC: the square loss of pairs on the negatives whose scores lie between two
 * thresholds, which are lower variables (docs/ALGORITHMS.md 9.2).
 *
 * <pre>
 * g_i = sum over rho of [ (rho + eps/n-) lambda + tau2/2 lambda^2
 *                         + E-[ tau1 log(1 + exp((h - lambda)/tau1)) ] ]
 * f_i = E+[(h-a)^2] + E-[w (h-b)^2] + 2 alpha (c + E-[w h] - E+[h]) - alpha^2
 *       w = phi(h - lambda) (1 - phi(h - lambda_l)) / (rho - rho_l),   phi(s) = sigmoid(s / tauPhi)
 * </pre>
 *
 * lambda belongs to rho, lambda_l to rho_l; without rho_l there is no lambda_l. The Hessian of g_i
 * is diagonal. The practical version holds w constant in every derivative of f_i, which drops the
 * terms T3 and T5 of the paper and with them all that goes through lambda.
 */
@AutoService(Component.class)
@Listed(
    name = "pauc",
    title = "one-way partial AUC with a threshold as lower variable",
    source = "Hu, Zhong, Yang 2022, section 4.2, Algorithm 3",
    differs =
        "rho_l above 0, tauPhi other than 1 and selfNormalised are extensions; tau1, tau2 and eps"
            + " are not printed in the paper")
public record PartialAucObjective(
    @Param(value = "distance wanted between mean scores", symbol = "c", range = "above 0")
        double margin,
    @Param(value = "smoothing of the threshold, in units of the scores", range = "above 0")
        double tau1,
    @Param(value = "strong convexity of the threshold's loss", range = "above 0") double tau2,
    @Param(
            value =
                "places the threshold between scores K and K + 1 of the negatives, from the top",
            range = "0 to 1")
        double eps,
    @Param("whether the selector is held constant: T3 and T5 are dropped") boolean practical,
    @Param(value = "temperature of the selector; 1 in the paper", range = "above 0") double tauPhi,
    @Param("whether the selected loss is divided by the sum of the selector, not by n- rho")
        boolean selfNormalised)
    implements ScoreObjective {
  private static final String LAMBDA = "lambda";
  private static final String LAMBDA_LOW = "lambda-low";

  /** Checks the ranges. */
  public PartialAucObjective {
    Args.positive(margin, "margin");
    Args.positive(tau1, "tau1");
    Args.positive(tau2, "tau2");
    Args.within(0, 1, eps, "eps");
    Args.positive(tauPhi, "tauPhi");
  }

  /** The full version for scores in [0, 1]. */
  public PartialAucObjective() {
    this(1, 0.1, 0.01, 0.5, false, 1, false);
  }

  @Override
  public void check(FprRange fpr) {
    if (fpr.to() == 1) {
      throw new UserError(
          "objective 'pauc' has no threshold where every negative counts, fpr.to = 1.",
          "application 'multi-task-pauc' with fpr.to below 1, or objective 'mauc'.");
    }
  }

  @Override
  public Parameters variables(Parameters network, ScoreShape shape) {
    Parameters upper = SquareSaddle.variables(network).lower(LAMBDA, 1, 1);
    return shape.fpr().from() > 0 ? upper.lower(LAMBDA_LOW, 1, 1) : upper;
  }

  @Override
  public Tensor lowerLoss(TaskBatch batch) {
    FprRange fpr = batch.shape().fpr();
    Tensor loss = threshold(batch, LAMBDA, fpr.to());
    return fpr.from() > 0 ? loss.plus(threshold(batch, LAMBDA_LOW, fpr.from())) : loss;
  }

  /** L_k, the loss whose minimiser is the threshold of the top share rho of the negatives. */
  private Tensor threshold(TaskBatch batch, String name, double rho) {
    Tensor lambda = batch.in().lower(name);
    ScoredBatch s = batch.scored();
    Tensor share = batch.negatives().reciprocal().times(eps).plus(rho); // (K + eps) / n-
    Tensor above = s.scores().minus(lambda).times(1 / tau1).softplus();
    return share
        .times(lambda)
        .plus(lambda.square().times(tau2 / 2))
        .plus(s.ofNegatives(above).times(tau1));
  }

  @Override
  public Tensor upperLoss(TaskBatch batch) {
    FprRange fpr = batch.shape().fpr();
    ScoredBatch s = batch.scored();
    Tensor selected = above(s, batch.in().lower(LAMBDA));
    if (fpr.from() > 0) {
      selected = selected.times(above(s, batch.in().lower(LAMBDA_LOW)).complement());
    }
    Tensor w =
        selfNormalised
            ? selected.over(s.ofNegatives(selected))
            : selected.times(1 / (fpr.to() - fpr.from()));
    return SquareSaddle.of(s, batch.in(), margin, practical ? w.stopGradient() : w);
  }

  /** phi(h - lambda). */
  private Tensor above(ScoredBatch batch, Tensor lambda) {
    return batch.scores().minus(lambda).times(1 / tauPhi).sigmoid();
  }
}

package org.bilevel4j.applications.representation;

import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.kernels.Activation;
import org.bilevel4j.kernels.Precision;
import org.bilevel4j.oracles.analytic.NormPenalty;
import org.bilevel4j.oracles.analytic.Penalty;
import org.bilevel4j.oracles.analytic.RidgePenalty;

/** Parameters of {@link RobustSinusoid}. */
public record SinusoidParams(
    @Param(
            value = "how tasks are drawn: two easy and a hard one, or 20",
            symbol = "n",
            range = "paper-3, paper-20, script-20")
        SinusoidTaskDesign design,
    @Param(
            value =
                "whether the frequency is drawn from [1, 3]; else it is 1, as the paper's formula"
                    + " has it",
            range = "true or false")
        boolean frequency,
    @Param(value = "seed of the tasks, apart from the run's", range = "any") long taskSeed,
    @Param(
            value = "widths of the shared layers after the one input; the last has no activation",
            range = "like 80,80,10")
        String widths,
    @Param(
            value = "activation of the hidden layers",
            range = "relu, tanh, softplus, sigmoid, identity")
        Activation activation,
    @Param(
            value =
                "squared: penalty ||w||^2 + ||b||^2, strongly convex; norm: ||w|| + ||b||, as the"
                    + " listing and the script have it",
            range = "squared, norm")
        PenaltyForm penaltyForm,
    @Param(value = "coefficient of the penalty in the lower loss", range = "at least 0")
        double penalty,
    @Param(value = "whether heads have a bias", range = "true or false") boolean headBias,
    @Param(
            value = "samples that heads of unseen tasks are fitted to; 0 for the grid",
            range = "at least 0")
        int adaptShots,
    @Param(value = "arithmetic of the passes through the network", range = "float32, float64")
        Precision precision) {

  /** Forms of the penalty. */
  public enum PenaltyForm {
    /** Squared norms: the lower problem is strongly convex in all of y, biases included. */
    SQUARED,
    /** Norms that are not squared: neither smooth at zero nor strongly convex. */
    NORM
  }

  /** Checks the numbers and reads the widths. */
  public SinusoidParams {
    Widths.parse(1, widths, "widths");
    Args.nonNegative(penalty, "penalty");
    Args.atLeast(0, adaptShots, "adaptShots");
  }

  /** Inputs and the widths of the layers. */
  int[] layerWidths() {
    return Widths.parse(1, widths, "widths");
  }

  /** The penalty of a head; biases are penalised like weights. */
  Penalty headPenalty() {
    return penaltyForm == PenaltyForm.SQUARED
        ? new RidgePenalty(penalty, penalty)
        : new NormPenalty(penalty);
  }

  /** The paper's setting with 20 tasks. */
  public static SinusoidParams defaults() {
    return new SinusoidParams(
        SinusoidTaskDesign.PAPER_20,
        true,
        0,
        "80,80,10",
        Activation.RELU,
        PenaltyForm.SQUARED,
        0.01,
        true,
        10,
        Precision.FLOAT32);
  }
}

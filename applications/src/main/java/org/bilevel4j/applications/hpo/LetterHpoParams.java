package org.bilevel4j.applications.hpo;

import org.bilevel4j.applications.parts.HeadLoss;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.task.SplitScope;
import org.bilevel4j.kernels.Precision;

/** Parameters of {@link RobustHpoLetter}. */
public record LetterHpoParams(
    @Param(value = "number of tasks, pairs of letters", symbol = "n", range = "1 to 325") int tasks,
    @Param(value = "unseen tasks to judge on", range = "at least 0; with tasks at most 325")
        int unseen,
    @Param(value = "rows that heads of unseen tasks are fitted to; 0 for all", range = "at least 0")
        int adaptRows,
    @Param(value = "seed of the choice of pairs, apart from the run's", range = "any")
        long taskSeed,
    @Param(
            value = "random frequencies; a head sees twice as many features",
            symbol = "K",
            range = "1 to 100000")
        int frequencies,
    @Param(
            value =
                "loss of a row: logistic (one vector, the paper), softmax (two columns),"
                    + " double-softmax (the published script)",
            range = "logistic, softmax, double-softmax")
        HeadLoss loss,
    @Param(
            value =
                "whether heads have biases; two softmax columns with biases have no unique"
                    + " solution",
            range = "true or false")
        boolean bias,
    @Param(value = "penalty of the biases", range = "at least 0") double biasPenalty,
    @Param(
            value = "whether the penalty is ||rho * w||^2 (the paper) or sum rho w^2 (the script)",
            range = "true or false")
        boolean squaredPenalty,
    @Param(
            value =
                "whether x holds logarithms of bandwidths and penalty parameters, an option of the"
                    + " script",
            range = "true or false")
        boolean logSpace,
    @Param(
            value = "every bandwidth at the start",
            symbol = "x_sigma",
            range = "at least bandwidthMin")
        double bandwidthStart,
    @Param(value = "lower bound of the bandwidths", symbol = "sigma_min", range = "at least 0")
        double bandwidthMin,
    @Param(
            value = "every penalty parameter at the start",
            symbol = "x_rho",
            range = "at least penaltyMin")
        double penaltyStart,
    @Param(
            value = "lower bound of the penalty parameters; at 0 separable tasks have no solution",
            symbol = "rho_min",
            range = "above 0")
        double penaltyMin,
    @Param(
            value =
                "class: a row has one part in all tasks; task: each task is split alone (the"
                    + " script)",
            range = "class, task")
        SplitScope splitScope,
    @Param(value = "arithmetic of the passes through the features", range = "float32, float64")
        Precision precision) {

  private static final int MOST_FREQUENCIES = 100_000;

  /** Checks the numbers. */
  public LetterHpoParams {
    Args.atLeast(1, tasks, "tasks");
    Args.atLeast(0, unseen, "unseen");
    Args.atLeast(0, adaptRows, "adaptRows");
    Args.atLeast(1, frequencies, "frequencies");
    Args.atMost(MOST_FREQUENCIES, frequencies, "frequencies");
    Args.nonNegative(biasPenalty, "biasPenalty");
    Args.nonNegative(bandwidthMin, "bandwidthMin");
    Args.positive(penaltyMin, "penaltyMin");
    if (logSpace) {
      Args.positive(bandwidthMin, "bandwidthMin in log space");
    }
    startAbove(bandwidthStart, bandwidthMin, "bandwidth");
    startAbove(penaltyStart, penaltyMin, "penalty");
  }

  /** A bound or start of x as x holds it. */
  double held(double value) {
    return logSpace ? StrictMath.log(value) : value;
  }

  private static void startAbove(double start, double min, String name) {
    if (!(start >= min) || Double.isInfinite(start)) {
      throw new UserError(
          name + "Start is " + start + ", must be at least " + name + "Min = " + min + ".");
    }
  }

  /** The paper's setting, with the numbers it leaves open filled in. */
  public static LetterHpoParams defaults() {
    return new LetterHpoParams(
        16,
        0,
        0,
        0,
        64,
        HeadLoss.LOGISTIC,
        false,
        0,
        true,
        false,
        0.1,
        1e-3,
        0.01,
        1e-3,
        SplitScope.CLASS,
        Precision.FLOAT32);
  }
}

package org.bilevel4j.eval.metric;

import java.util.Arrays;

/** Averages of losses between their mean and the worst of them (docs/ALGORITHMS.md 9.4). */
public final class RobustAverage {
  private RobustAverage() {}

  /**
   * The worst expectation under a Kullback-Leibler penalty, max over p in the simplex of sum p_i
   * loss_i - temperature KL(p | uniform) = temperature log mean exp(loss / temperature).
   *
   * @param losses at least one, not modified
   * @param temperature above 0; towards 0 the worst loss, towards infinity their mean
   */
  public static double klRegularised(double[] losses, double temperature) {
    require("temperature", temperature, temperature > 0, "above 0");
    double worst = Arrays.stream(losses).max().orElseThrow();
    double sum = 0;
    for (double loss : losses) {
      sum += Math.exp((loss - worst) / temperature);
    }
    return worst + temperature * Math.log(sum / losses.length);
  }

  /**
   * Conditional value at risk (Rockafellar, Uryasev 2000): the mean of the largest share of the
   * losses, the last one counted in part.
   *
   * @param losses at least one, not modified
   * @param share in (0, 1]
   */
  public static double conditionalValueAtRisk(double[] losses, double share) {
    require("share", share, share > 0 && share <= 1, "in (0, 1]");
    double[] sorted = losses.clone();
    Arrays.sort(sorted);
    double count = share * sorted.length;
    double left = count;
    double sum = 0;
    for (int i = sorted.length - 1; i >= 0 && left > 0; i--) {
      sum += Math.min(1, left) * sorted[i];
      left--;
    }
    return sum / count;
  }

  /**
   * Average of ranked range (Hu, Ying, Wang, Lyu 2020): the mean of the losses of some ranks.
   *
   * @param losses not modified
   * @param from the first rank, 1 for the largest loss
   * @param to the last rank, at least from and at most the number of losses
   */
  public static double rankedRange(double[] losses, int from, int to) {
    require("from", from, from >= 1 && from <= to, "in [1, to]");
    require("to", to, to <= losses.length, "at most " + losses.length);
    double[] sorted = losses.clone();
    Arrays.sort(sorted);
    double sum = 0;
    for (int rank = from; rank <= to; rank++) {
      sum += sorted[sorted.length - rank];
    }
    return sum / (to - from + 1);
  }

  private static void require(String name, double value, boolean inRange, String range) {
    if (!inRange) {
      throw new IllegalArgumentException(name + " is " + value + ", must be " + range + ".");
    }
  }
}

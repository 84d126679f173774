package org.bilevel4j.testkit;

import java.util.List;
import java.util.Map;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.set.ConvexSet;
import org.bilevel4j.quadratic.QuadraticBlock;
import org.bilevel4j.quadratic.QuadraticForm;
import org.bilevel4j.quadratic.QuadraticProblem;

/**
 * The pairwise square loss of AUC maximisation as a min-max problem without a lower level
 * (docs/ALGORITHMS.md 9.1, closed form 4; Ying, Wen, Lyu 2016).
 *
 * <pre>
 * mean over pairs (c - h+ + h-)^2
 *   = min over a, b  max over alpha  mean+ (h-a)^2 + mean- (h-b)^2
 *                                    + 2 alpha (c + mean- h - mean+ h) - alpha^2
 * </pre>
 */
public final class AucProblems {
  private AucProblems() {}

  /**
   * A linear scorer h = w'z; x = (w, a, b).
   *
   * <pre>
   * w* = c S^-1 d / (1 + d'S^-1 d),  value = alpha* = c^2 and c over (1 + d'S^-1 d)
   * S the sum of the classes' biased covariances, d the difference of their means
   * </pre>
   *
   * @param positives one row of features each, not modified
   * @param negatives one row of features each, not modified
   * @param margin c
   */
  public static QuadraticProblem linear(
      double[][] positives, double[][] negatives, double margin, ConvexSet dualSet) {
    int d = positives[0].length + 2;
    Vec xx = Vec.zeros(d * d);
    Vec ax = Vec.zeros(d);
    for (double[] z : positives) {
      addSquare(xx, z, d - 2, 2.0 / positives.length);
      addMean(ax, z, -2.0 / positives.length);
    }
    for (double[] z : negatives) {
      addSquare(xx, z, d - 1, 2.0 / negatives.length);
      addMean(ax, z, 2.0 / negatives.length);
    }
    return problem(
        d, Map.of("xx", xx, "ax", ax, "a", Vec.of(2 * margin), "aa", Vec.of(2)), 0, dualSet);
  }

  /**
   * Fixed scores; x = (a, b), value the pairwise loss where alpha is free.
   *
   * @param weight multiplies everything: p (1 - p) makes it the prior-weighted form
   */
  public static QuadraticProblem scores(
      double[] positives, double[] negatives, double margin, double weight, ConvexSet dualSet) {
    double[] up = moments(positives);
    double[] down = moments(negatives);
    return problem(
        2,
        Map.of(
            "xx", Vec.of(2 * weight, 0, 0, 2 * weight),
            "x", Vec.of(-2 * weight * up[0], -2 * weight * down[0]),
            "a", Vec.of(2 * weight * (margin + down[0] - up[0])),
            "aa", Vec.of(2 * weight)),
        weight * (up[1] + down[1]),
        dualSet);
  }

  /** weight * (z, -1 at the class's threshold)(...)'. */
  private static void addSquare(Vec xx, double[] z, int threshold, double weight) {
    int d = z.length + 2;
    for (int i = 0; i < z.length; i++) {
      for (int j = 0; j < z.length; j++) {
        xx.add(i * d + j, weight * z[i] * z[j]);
      }
      xx.add(i * d + threshold, -weight * z[i]);
      xx.add(threshold * d + i, -weight * z[i]);
    }
    xx.add(threshold * d + threshold, weight);
  }

  private static void addMean(Vec out, double[] z, double weight) {
    for (int j = 0; j < z.length; j++) {
      out.add(j, weight * z[j]);
    }
  }

  /** Mean and mean square. */
  private static double[] moments(double[] values) {
    double[] sums = new double[2];
    for (double v : values) {
      sums[0] += v / values.length;
      sums[1] += v * v / values.length;
    }
    return sums;
  }

  private static QuadraticProblem problem(
      int d, Map<String, Vec> entries, double constant, ConvexSet dualSet) {
    QuadraticForm f = QuadraticForm.of(d, 0, 1, entries, constant);
    QuadraticForm none = QuadraticForm.of(d, 0, 0, Map.of(), 0);
    return QuadraticProblem.of(
        "pairwise square loss",
        d,
        DualSide.Kind.PER_BLOCK,
        List.of(new QuadraticBlock(f, none, ConvexSet.all(), dualSet)));
  }
}

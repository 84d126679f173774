package org.bilevel4j.applications.auc;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bilevel4j.core.application.EvaluationSet;
import org.bilevel4j.core.application.Judgement;
import org.bilevel4j.core.application.Measure;
import org.bilevel4j.core.application.TaskScores;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.datasets.table.Features;
import org.bilevel4j.datasets.task.TaskRows;
import org.bilevel4j.oracles.tensor.RowFunction;

/**
 * Judges the network in x on rows of every task, by the same numbers whatever objective trained it:
 * the square loss of pairs with margin 1 of scores in (0, 1), over the false positive rates that
 * count, and the cross-entropy. Each row passes through the encoder once for all tasks.
 *
 * <pre>
 * loss = mean over pairs (1 - h+ + h-)^2 = Var+ + Var- + (1 + mean- - mean+)^2
 *        h = sigmoid(output), h- among the top ceil(rho n-) but not the top ceil(rho_l n-)
 * </pre>
 *
 * A task that lacks a class has no loss.
 */
final class AucEvaluation implements EvaluationSet {
  private final String name;
  private final NetworkScorer scorer;
  private final FprRange fpr;
  private final RowFunction outputs;
  private final int[][] places; // of each task's rows
  private final int[] positives; // of each task, its first rows
  private final boolean[][] positive;

  /**
   * A set.
   *
   * @param name "validation", "test", ...
   * @param features of the table
   * @param tasks the rows of each
   */
  AucEvaluation(
      String name, NetworkScorer scorer, FprRange fpr, Features features, List<TaskRows> tasks) {
    this.name = name;
    this.scorer = scorer;
    this.fpr = fpr;
    TableFeatures rows = TableFeatures.of(features, tasks);
    this.outputs = scorer.on(new FeatureInputs(rows, 0, rows.rows()));
    this.places = tasks.stream().map(rows::placesOf).toArray(int[][]::new);
    this.positives = tasks.stream().mapToInt(TaskRows::positives).toArray();
    this.positive = new boolean[places.length][];
    for (int t = 0; t < places.length; t++) {
      positive[t] = new boolean[places[t].length];
      Arrays.fill(positive[t], 0, positives[t], true);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> taskNames() {
    return scorer.taskNames();
  }

  @Override
  public List<Measure> metrics() {
    return List.of(Measure.lower("loss"), Measure.lower("cross-entropy"));
  }

  @Override
  public boolean hasScores() {
    return true;
  }

  @Override
  public double[][] measure(Vec x, Blocks y, Workspace workspace) {
    return judge(x, y, workspace).values();
  }

  @Override
  public Judgement judge(Vec x, Blocks y, Workspace workspace) {
    double[][] all = outputs.values(scorer.weights(x), workspace);
    double[][] scores = new double[places.length][];
    double[][] values = new double[2][places.length];
    for (int t = 0; t < places.length; t++) {
      double[] of = all[t];
      scores[t] = Arrays.stream(places[t]).mapToDouble(p -> of[p]).toArray();
      values[0][t] = pairs(scores[t], positives[t]);
      values[1][t] = crossEntropy(scores[t], positives[t]);
    }
    return new Judgement(values, Optional.of(new TaskScores(scores, positive)));
  }

  /** The first scores are those of positives. */
  private double pairs(double[] scores, int up) {
    if (up == 0 || up == scores.length) {
      return Double.NaN;
    }
    double[] h = Arrays.stream(scores).map(s -> 1 / (1 + Math.exp(-s))).toArray();
    Arrays.sort(h, up, h.length);
    int negatives = h.length - up;
    int end = h.length - count(fpr.from(), negatives);
    int from = h.length - count(fpr.to(), negatives);
    double high = mean(h, 0, up);
    double low = mean(h, from, end);
    double gap = 1 + low - high;
    return variance(h, 0, up, high) + variance(h, from, end, low) + gap * gap;
  }

  /** ceil(rho n-). */
  private static int count(double share, int negatives) {
    return (int) Math.ceil(share * negatives * (1 - 1e-12));
  }

  private static double mean(double[] h, int from, int to) {
    return Arrays.stream(h, from, to).average().orElse(Double.NaN);
  }

  private static double variance(double[] h, int from, int to, double mean) {
    return Arrays.stream(h, from, to).map(t -> (t - mean) * (t - mean)).average().orElse(0);
  }

  private static double crossEntropy(double[] scores, int up) {
    double sum = 0;
    for (int r = 0; r < scores.length; r++) {
      double z = r < up ? -scores[r] : scores[r];
      sum += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
    }
    return sum / scores.length;
  }
}

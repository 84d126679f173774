package org.bilevel4j.eval.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.eval.statistics.Bootstrap;
import org.bilevel4j.eval.statistics.Interval;

/**
 * Percentile bootstrap intervals over the rows of tasks: positives and negatives of a task are
 * redrawn with replacement, each class by itself, so that both keep their numbers. Tasks are
 * redrawn independently, also where they share rows. Redraw b of task t reads the address {@code
 * key.child(t).child(b)} of the bootstrap; its {@code resamples} and {@code level} are used too.
 *
 * @param bootstrap how often, at which level and where the random numbers are
 */
public record RowBootstrap(Bootstrap bootstrap) {

  /**
   * Intervals of a number of the ranking.
   *
   * @param tasks of each task; NaN ends where the number is not defined
   * @param mean of the mean over the tasks where it is defined; NaN ends where there is none
   */
  public record Intervals(List<Interval> tasks, Interval mean) {}

  /**
   * Redraws.
   *
   * @param tasks the ranking of each task
   * @param value such as {@code RocAuc::of}
   */
  public Intervals of(List<RankedScores> tasks, ToDoubleFunction<RankedScores> value) {
    return of(tasks, List.of(value)).get(0);
  }

  /** The same for several numbers on the same redraws. */
  public List<Intervals> of(List<RankedScores> tasks, List<ToDoubleFunction<RankedScores>> values) {
    double[][] sums = new double[values.size()][bootstrap.resamples()];
    List<List<Interval>> each = new ArrayList<>();
    values.forEach(v -> each.add(new ArrayList<>()));
    for (int t = 0; t < tasks.size(); t++) {
      double[][] redrawn = redraw(tasks.get(t), bootstrap.key().child(t), values);
      for (int v = 0; v < sums.length; v++) {
        each.get(v).add(bootstrap.percentile(redrawn[v]));
        for (int b = 0; b < sums[v].length && tasks.get(t).isDefined(); b++) {
          sums[v][b] += redrawn[v][b];
        }
      }
    }
    double count = tasks.stream().filter(RankedScores::isDefined).count(); // 0 / 0 is not a number
    List<Intervals> out = new ArrayList<>();
    for (int v = 0; v < sums.length; v++) {
      double[] means = Arrays.stream(sums[v]).map(s -> s / count).toArray();
      out.add(new Intervals(List.copyOf(each.get(v)), bootstrap.percentile(means)));
    }
    return out;
  }

  private double[][] redraw(
      RankedScores task, Key key, List<ToDoubleFunction<RankedScores>> values) {
    double[][] out = new double[values.size()][bootstrap.resamples()];
    if (!task.isDefined()) {
      for (double[] row : out) {
        Arrays.fill(row, Double.NaN);
      }
      return out;
    }
    for (int b = 0; b < bootstrap.resamples(); b++) {
      Rng rng = key.child(b).rng();
      RankedScores redrawn =
          task.redrawn(times(task.positives(), rng), times(task.negatives(), rng));
      for (int v = 0; v < out.length; v++) {
        out[v][b] = values.get(v).applyAsDouble(redrawn);
      }
    }
    return out;
  }

  private static int[] times(int rows, Rng rng) {
    int[] times = new int[rows];
    for (int r = 0; r < rows; r++) {
      times[rng.nextInt(rows)]++;
    }
    return times;
  }
}

package org.bilevel4j.eval.metric;

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
    double[] sums = new double[bootstrap.resamples()];
    Interval[] each = new Interval[tasks.size()];
    int defined = 0;
    for (int t = 0; t < each.length; t++) {
      double[] redrawn = redraw(tasks.get(t), bootstrap.key().child(t), value);
      each[t] = bootstrap.percentile(redrawn);
      if (tasks.get(t).isDefined()) {
        defined++;
        for (int b = 0; b < sums.length; b++) {
          sums[b] += redrawn[b];
        }
      }
    }
    double count = defined; // 0 / 0 is not a number
    return new Intervals(
        List.of(each), bootstrap.percentile(Arrays.stream(sums).map(s -> s / count).toArray()));
  }

  private double[] redraw(RankedScores task, Key key, ToDoubleFunction<RankedScores> value) {
    double[] out = new double[bootstrap.resamples()];
    for (int b = 0; b < out.length; b++) {
      Rng rng = key.child(b).rng();
      out[b] =
          task.isDefined()
              ? value.applyAsDouble(
                  task.redrawn(times(task.positives(), rng), times(task.negatives(), rng)))
              : Double.NaN;
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

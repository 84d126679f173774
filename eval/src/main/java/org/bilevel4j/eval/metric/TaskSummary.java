package org.bilevel4j.eval.metric;

import org.bilevel4j.core.application.Direction;

/**
 * Worst, mean and gap of one value per task.
 *
 * @param worst the largest where lower is better, the smallest where higher is; otherwise NaN
 * @param mean over the tasks where the value is defined
 * @param gap |worst - mean|
 */
record TaskSummary(double worst, double mean, double gap) {

  /**
   * Summarises. A value of which less is better and that is not a number makes the summary not a
   * number: a loss is defined for every task. Other metrics leave out tasks where they are not
   * defined (an AUC where one class is missing, for instance).
   */
  static TaskSummary of(double[] values, Direction direction) {
    double sum = 0;
    int defined = 0;
    double worst = Double.NaN;
    for (double v : values) {
      if (Double.isNaN(v)) {
        if (direction == Direction.LOWER) {
          return new TaskSummary(Double.NaN, Double.NaN, Double.NaN);
        }
        continue;
      }
      sum += v;
      defined++;
      if (direction != Direction.NEITHER) {
        boolean worse = direction.asLoss(v) > direction.asLoss(worst);
        worst = defined == 1 || worse ? v : worst;
      }
    }
    double mean = sum / defined; // NaN when nothing is defined
    return new TaskSummary(worst, mean, Math.abs(worst - mean));
  }

  /** Writes worst, mean and gap. */
  void write(double[] out, int at) {
    out[at] = worst;
    out[at + 1] = mean;
    out[at + 2] = gap;
  }
}

package org.bilevel4j.eval.metric;

/**
 * Worst, mean and gap of one value per task.
 *
 * @param worst the largest where larger is worse, otherwise the smallest
 * @param mean over the tasks where the value is defined
 * @param gap |worst - mean|
 */
record TaskSummary(double worst, double mean, double gap) {

  /**
   * Whether larger values of a metric are worse: those whose name speaks of loss or error.
   *
   * @param metric its name, for instance "loss" or "accuracy"
   */
  static boolean largerIsWorse(String metric) {
    return metric.contains("loss") || metric.contains("error");
  }

  /**
   * Summarises. A loss that is not a number makes the summary not a number; other metrics leave out
   * tasks where they are not defined (an AUC where one class is missing, for instance).
   */
  static TaskSummary of(double[] values, boolean largerIsWorse) {
    double sum = 0;
    int defined = 0;
    double worst = Double.NaN;
    for (double v : values) {
      if (Double.isNaN(v)) {
        if (largerIsWorse) {
          return new TaskSummary(Double.NaN, Double.NaN, Double.NaN);
        }
        continue;
      }
      sum += v;
      defined++;
      if (defined == 1) {
        worst = v;
      } else {
        worst = largerIsWorse ? Math.max(worst, v) : Math.min(worst, v);
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

package org.bilevel4j.eval.report;

import java.util.List;
import java.util.stream.IntStream;
import org.bilevel4j.core.application.Direction;
import org.bilevel4j.core.util.Names;
import org.bilevel4j.core.util.UserError;

/**
 * How a run becomes one number.
 *
 * <pre>
 * last COLUMN               the last value
 * mean COLUMN               the mean over all measurements of the run, evenly spaced in its steps
 * steps COLUMN THRESHOLD    the first measured step at which the value is at most the threshold, at
 *                           least where higher is better
 * averaged COLUMN THRESHOLD the same of the mean over the run up to there, as theorems count for an
 *                           iterate drawn from the run
 * </pre>
 *
 * @param kind which of them
 * @param column of the run's metrics
 * @param threshold for steps and averaged, otherwise 0
 * @param direction which way the column is better
 */
public record RunMeasure(String kind, String column, double threshold, Direction direction) {
  private static final List<String> KINDS = List.of("last", "mean", "steps", "averaged");
  private static final List<String> WITH_THRESHOLD = KINDS.subList(2, 4);

  /**
   * Reads a measure of a column of which less is better.
   *
   * @throws UserError when it does not read as above
   */
  public static RunMeasure parse(String text) {
    String[] words = text.trim().split("\\s+", -1);
    if (!KINDS.contains(words[0])) {
      throw Names.unknown("measure", words[0], KINDS);
    }
    boolean counts = WITH_THRESHOLD.contains(words[0]);
    if (words.length != (counts ? 3 : 2)) {
      throw new UserError(
          "measure '"
              + text
              + "' must read "
              + (counts ? words[0] + " COLUMN THRESHOLD" : "KIND COLUMN")
              + ".");
    }
    try {
      return new RunMeasure(
          words[0], words[1], counts ? Double.parseDouble(words[2]) : 0, Direction.LOWER);
    } catch (NumberFormatException e) {
      throw new UserError("measure '" + text + "': '" + words[2] + "' is not a number.", "", e);
    }
  }

  /** The same of a column that is better in another direction. */
  RunMeasure by(Direction other) {
    return new RunMeasure(kind, column, threshold, other);
  }

  /** The number of a run; NaN where it has none. */
  double of(Series s) {
    return switch (kind) {
      case "last" -> s.last(column);
      case "mean" -> mean(s);
      case "steps" -> firstStep(s, values(s));
      default -> firstStep(s, means(s));
    };
  }

  /** The mean over the measurements so far, at each of them; NaN before the first. */
  private double[] means(Series s) {
    double[] means = new double[s.rows()];
    double sum = 0;
    int count = 0;
    for (int r = 0; r < means.length; r++) {
      double value = s.at(column, r);
      if (!Double.isNaN(value)) {
        sum += value;
        count++;
      }
      means[r] = sum / count;
    }
    return means;
  }

  private double mean(Series s) {
    double[] means = means(s);
    return means.length == 0 ? Double.NaN : means[means.length - 1];
  }

  private double[] values(Series s) {
    return IntStream.range(0, s.rows()).mapToDouble(r -> s.at(column, r)).toArray();
  }

  private double firstStep(Series s, double[] values) {
    for (int r = 0; r < values.length; r++) {
      if (direction == Direction.HIGHER ? values[r] >= threshold : values[r] <= threshold) {
        return s.at(Series.STEP, r);
      }
    }
    return Double.NaN;
  }

  /** For people: "mean of Optimum stationarity over the run". */
  String words() {
    String name = MetricNames.words(column);
    String bound = (direction == Direction.HIGHER ? " is at least " : " is at most ") + threshold;
    return switch (kind) {
      case "last" -> name + ", last";
      case "mean" -> name + ", mean over the run";
      case "steps" -> "Iterations until " + name + bound;
      default -> "Iterations until the mean of " + name + " so far" + bound;
    };
  }
}

package org.bilevel4j.applications.auc;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bilevel4j.core.application.FeatureRows;
import org.bilevel4j.datasets.table.Features;
import org.bilevel4j.datasets.task.TaskRows;

/**
 * Some rows of a table.
 *
 * @param features of the table
 * @param numbers of the rows, ascending
 */
record TableFeatures(Features features, int[] numbers) implements FeatureRows {

  /** The rows that any of the tasks has. */
  static TableFeatures of(Features features, List<TaskRows> tasks) {
    int[] all =
        tasks.stream().flatMapToInt(t -> IntStream.of(t.rows())).sorted().distinct().toArray();
    return new TableFeatures(features, all);
  }

  @Override
  public int rows() {
    return numbers.length;
  }

  @Override
  public int columns() {
    return features.cols();
  }

  @Override
  public void copyRow(int row, double[] to, int at) {
    features.copyRow(numbers[row], to, at);
  }

  @Override
  public void copyRow(int row, float[] to, int at) {
    features.copyRow(numbers[row], to, at);
  }

  /** The places of a task's rows among these, in the task's order. */
  int[] placesOf(TaskRows rows) {
    return IntStream.of(rows.rows()).map(r -> Arrays.binarySearch(numbers, r)).toArray();
  }
}

package org.bilevel4j.datasets.task;

import java.util.List;
import org.bilevel4j.datasets.table.LabelledTable;

/**
 * The tasks of an experiment on one table.
 *
 * @param table the packed rows that all tasks refer to
 * @param tasks tasks that are trained on
 * @param unseen tasks kept aside to measure transfer; may be empty
 */
public record TaskSet(LabelledTable table, List<BinaryTask> tasks, List<BinaryTask> unseen) {
  /** Copies the lists. */
  public TaskSet {
    tasks = List.copyOf(tasks);
    unseen = List.copyOf(unseen);
  }
}

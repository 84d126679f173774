package org.bilevel4j.datasets.task;

import java.util.List;
import org.bilevel4j.datasets.table.LabelledTable;

/**
 * The tasks of an experiment on one table.
 *
 * @param table the packed rows that all tasks refer to
 * @param tasks tasks that are trained on
 * @param unseen tasks kept aside to measure transfer; may be empty
 * @param remarks sentences about what was left out and where a part lacks a class
 */
public record TaskSet(
    LabelledTable table, List<BinaryTask> tasks, List<BinaryTask> unseen, List<String> remarks) {
  /** Copies the lists. */
  public TaskSet {
    tasks = List.copyOf(tasks);
    unseen = List.copyOf(unseen);
    remarks = List.copyOf(remarks);
  }

  /** Tasks about which there is nothing to remark. */
  public TaskSet(LabelledTable table, List<BinaryTask> tasks, List<BinaryTask> unseen) {
    this(table, tasks, unseen, List.of());
  }
}

package org.bilevel4j.datasets;

import org.bilevel4j.datasets.task.TaskTable;

/** A data set that poses binary tasks on one table. */
public interface TaskData extends Dataset {
  /**
   * Reads the data.
   *
   * @param finder where to look
   * @throws org.bilevel4j.core.util.UserError if it is not found, which says what to do, or damaged
   */
  TaskTable load(DataFinder finder);
}

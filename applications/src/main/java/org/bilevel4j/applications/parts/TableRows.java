package org.bilevel4j.applications.parts;

import java.util.List;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.datasets.table.Features;
import org.bilevel4j.datasets.table.LabelledTable;
import org.bilevel4j.datasets.task.BinaryTask;
import org.bilevel4j.datasets.task.Part;
import org.bilevel4j.datasets.task.TaskRows;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.kernels.Precision;
import org.bilevel4j.oracles.network.RowSource;

/** Rows of a packed table, a list of them for each task; targets are 0 and 1. */
public final class TableRows implements RowSource {
  private final Features features;
  private final TaskRows[] tasks;

  /**
   * Rows of tasks.
   *
   * @param table holds the features; not copied
   * @param tasks the rows of each task
   */
  public TableRows(LabelledTable table, List<TaskRows> tasks) {
    this.features = table.features();
    this.tasks = tasks.toArray(new TaskRows[0]);
  }

  /** One part of every task. */
  public static TableRows of(LabelledTable table, List<BinaryTask> tasks, Part part) {
    return new TableRows(table, tasks.stream().map(t -> t.rows(part)).toList());
  }

  @Override
  public Rows rows(int block) {
    TaskRows rows = tasks[block];
    return new Rows(Rows.Kind.FINITE, rows.size(), rows.positives(), true);
  }

  @Override
  public int columns() {
    return features.cols();
  }

  @Override
  public void read(
      int block,
      Draw draw,
      int[] ids,
      int idAt,
      int first,
      int count,
      Mat input,
      int row,
      double[] targets,
      int at) {
    TaskRows rows = tasks[block];
    for (int r = 0; r < count; r++) {
      int id = draw.isFull() ? first + r : ids[idAt + first + r];
      int to = input.offset() + (row + r) * input.stride();
      if (input.precision() == Precision.FLOAT32) {
        features.copyRow(rows.row(id), input.floats(), to);
      } else {
        features.copyRow(rows.row(id), input.doubles(), to);
      }
      targets[at + r] = rows.target(id);
    }
  }
}

package org.bilevel4j.oracles.network;

import java.util.Objects;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.kernels.Mat;

/**
 * Finite tasks on the rows of a sparse table in compressed row format (CSR), such as files in
 * LIBSVM's format. Networks multiply their first layer by the non-zero entries only; other
 * embeddings get dense rows.
 */
public final class CsrRows implements RowSource {
  private final int columns;
  private final int[] starts;
  private final int[] columnOf;
  private final double[] values;
  private final double[] targets;
  private final int[][] tasks;
  private final int mostEntries;

  /**
   * Tasks on a table; arrays are not copied and must not change.
   *
   * @param columns length of a row, at least 1
   * @param starts row r has entries {@code starts[r]} to {@code starts[r + 1] - 1}
   * @param columnOf column of each entry, in 0..columns-1, each at most once in a row
   * @param values of each entry
   * @param targets class numbers or values, one per row
   * @param tasks the rows of each task
   * @throws IndexOutOfBoundsException when an entry or a row of a task is outside the table
   */
  public CsrRows(
      int columns,
      int[] starts,
      int[] columnOf,
      double[] values,
      double[] targets,
      int[]... tasks) {
    this.columns = Args.atLeast(1, columns, "columns of a sparse table");
    Args.sameDim(targets.length + 1, starts.length, "starts of sparse rows");
    this.starts = starts;
    this.columnOf = columnOf;
    this.values = values;
    this.targets = targets;
    this.tasks = tasks.clone();
    int most = 1;
    for (int r = 0; r < targets.length; r++) {
      Objects.checkFromToIndex(starts[r], starts[r + 1], Math.min(columnOf.length, values.length));
      most = Math.max(most, starts[r + 1] - starts[r]);
    }
    for (int e = starts[0]; e < starts[targets.length]; e++) {
      Objects.checkIndex(columnOf[e], columns);
    }
    for (int[] task : tasks) {
      for (int row : task) {
        Objects.checkIndex(row, targets.length);
      }
    }
    this.mostEntries = most;
  }

  @Override
  public Rows rows(int block) {
    return Rows.finite(tasks[block].length);
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public int mostEntries() {
    return mostEntries;
  }

  /** The same rows handed out dense, for tables that are not sparse enough to gain from it. */
  public RowSource dense() {
    return new Dense(this);
  }

  private record Dense(CsrRows table) implements RowSource {
    @Override
    public Rows rows(int block) {
      return table.rows(block);
    }

    @Override
    public int columns() {
      return table.columns();
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
        double[] out,
        int at) {
      table.read(block, draw, ids, idAt, first, count, input, row, out, at);
    }
  }

  private int row(int block, Draw draw, int[] ids, int idAt, int at) {
    return tasks[block][draw.isFull() ? at : ids[idAt + at]];
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
      double[] out,
      int at) {
    input.rowRange(row, row + count).fill(0);
    for (int r = 0; r < count; r++) {
      int source = row(block, draw, ids, idAt, first + r);
      for (int e = starts[source]; e < starts[source + 1]; e++) {
        input.set(row + r, columnOf[e], values[e]);
      }
      out[at + r] = targets[source];
    }
  }

  @Override
  public void readSparse(
      int block,
      Draw draw,
      int[] ids,
      int idAt,
      int first,
      int count,
      SparseInput input,
      int row,
      double[] out,
      int at) {
    for (int r = 0; r < count; r++) {
      int source = row(block, draw, ids, idAt, first + r);
      int entries = starts[source + 1] - starts[source];
      input.write(row + r, starts[source], entries, columnOf, values);
      out[at + r] = targets[source];
    }
  }
}

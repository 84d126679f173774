package org.bilevel4j.core.application;

import java.util.Arrays;
import java.util.Objects;
import org.bilevel4j.core.util.Args;

/** Sparse rows in compressed row format. */
final class SparseFeatureRows implements FeatureRows {
  private final int columns;
  private final int[] starts;
  private final int[] columnOf;
  private final double[] values;
  private final int mostEntries;

  SparseFeatureRows(int columns, int[] starts, int[] columnOf, double[] values) {
    this.columns = Args.atLeast(1, columns, "columns of sparse rows");
    Args.atLeast(1, starts.length, "starts of sparse rows");
    this.starts = starts;
    this.columnOf = columnOf;
    this.values = values;
    int most = 1;
    for (int r = 0; r < rows(); r++) {
      Objects.checkFromToIndex(starts[r], starts[r + 1], Math.min(columnOf.length, values.length));
      most = Math.max(most, starts[r + 1] - starts[r]);
      for (int e = starts[r]; e < starts[r + 1]; e++) {
        Objects.checkIndex(columnOf[e], columns);
      }
    }
    this.mostEntries = most;
  }

  @Override
  public int rows() {
    return starts.length - 1;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public void copyRow(int row, double[] to, int at) {
    Arrays.fill(to, at, at + columns, 0);
    for (int e = starts[row]; e < starts[row + 1]; e++) {
      to[at + columnOf[e]] = values[e];
    }
  }

  @Override
  public void copyRow(int row, float[] to, int at) {
    Arrays.fill(to, at, at + columns, 0);
    for (int e = starts[row]; e < starts[row + 1]; e++) {
      to[at + columnOf[e]] = (float) values[e];
    }
  }

  @Override
  public int mostEntries() {
    return mostEntries;
  }

  @Override
  public int copyEntries(int row, int[] columns, double[] to) {
    int count = starts[row + 1] - starts[row];
    System.arraycopy(columnOf, starts[row], columns, 0, count);
    System.arraycopy(values, starts[row], to, 0, count);
    return count;
  }
}

package org.bilevel4j.datasets.table;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Features held by their non-zero entries in compressed row format (CSR): row r has the entries
 * {@code start(r)} to {@code end(r) - 1}, in ascending order of their columns. Where every entry is
 * 1, as the bits of a fingerprint are, no values are held.
 */
public final class SparseFeatures implements Features {
  private final int cols;
  private final int[] starts;
  private final int[] columns;
  private final float @Nullable [] values;

  /**
   * Takes the arrays over; the caller must not touch them again.
   *
   * @param cols number of columns, at least 1
   * @param starts rows + 1 places, ascending from 0: where the entries of each row begin, last the
   *     number of entries
   * @param columns column of each entry, 0 <= column < cols, ascending within a row
   * @param values the finite number of each entry, or null when all are 1
   * @throws IllegalArgumentException if the arrays do not fit each other or a number is not finite
   */
  public SparseFeatures(int cols, int[] starts, int[] columns, float @Nullable [] values) {
    int entries = starts[starts.length - 1];
    if (cols < 1
        || starts[0] != 0
        || columns.length != entries
        || (values != null && values.length != entries)) {
      throw new IllegalArgumentException(
          entries + " entries of " + columns.length + " columns, " + cols + " columns in a row.");
    }
    for (int r = 0; r + 1 < starts.length; r++) {
      for (int e = starts[r]; e < starts[r + 1]; e++) {
        int least = e == starts[r] ? 0 : columns[e - 1] + 1;
        if (columns[e] < least || columns[e] >= cols) {
          throw new IllegalArgumentException(
              "column in row "
                  + r
                  + " is "
                  + columns[e]
                  + ", must be "
                  + least
                  + " to "
                  + (cols - 1)
                  + ".");
        }
        if (values != null && !Float.isFinite(values[e])) {
          throw new IllegalArgumentException(
              "feature in row " + r + ", column " + columns[e] + " is " + values[e] + ".");
        }
      }
    }
    this.cols = cols;
    this.starts = starts;
    this.columns = columns;
    this.values = values;
  }

  @Override
  public int rows() {
    return starts.length - 1;
  }

  @Override
  public int cols() {
    return cols;
  }

  /** Number of entries of all rows. */
  public int entries() {
    return columns.length;
  }

  /** Most entries of a row. */
  public int mostEntries() {
    int most = 0;
    for (int r = 0; r < rows(); r++) {
      most = Math.max(most, starts[r + 1] - starts[r]);
    }
    return most;
  }

  /** First entry of a row. */
  public int start(int row) {
    return starts[Objects.checkIndex(row, rows())];
  }

  /** End of the entries of a row, exclusive. */
  public int end(int row) {
    return starts[Objects.checkIndex(row, rows()) + 1];
  }

  /** Column of an entry. */
  public int column(int entry) {
    return columns[entry];
  }

  /** Number of an entry. */
  public float value(int entry) {
    return values == null ? 1 : values[entry];
  }

  /** Whether every entry is 1. */
  public boolean ones() {
    return values == null;
  }

  /** The columns of all entries, for kernels that go by entry. Read only; not a copy. */
  public int[] columns() {
    return columns;
  }

  /** The numbers of all entries, null when all are 1. Read only; not a copy. */
  public float @Nullable [] values() {
    return values;
  }

  /**
   * The same entries with other numbers.
   *
   * @param others a finite number for each entry; kept, not copied
   */
  public SparseFeatures withValues(float[] others) {
    return new SparseFeatures(cols, starts, columns, others);
  }

  @Override
  public float at(int row, int col) {
    int found = Arrays.binarySearch(columns, start(row), end(row), Objects.checkIndex(col, cols));
    return found < 0 ? 0 : value(found);
  }

  @Override
  public void copyRow(int row, float[] out, int offset) {
    Arrays.fill(out, offset, offset + cols, 0);
    for (int e = start(row); e < end(row); e++) {
      out[offset + columns[e]] = value(e);
    }
  }

  @Override
  public void copyRow(int row, double[] out, int offset) {
    Arrays.fill(out, offset, offset + cols, 0);
    for (int e = start(row); e < end(row); e++) {
      out[offset + columns[e]] = value(e);
    }
  }
}

package org.bilevel4j.oracles.program;

import java.util.Arrays;
import java.util.Objects;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.kernels.CsrMat;
import org.bilevel4j.kernels.Precision;
import org.jspecify.annotations.Nullable;

/** The rows of a sparse input in a batch, those of all blocks in order; room grows with batches. */
public final class SparseRows {
  private final int cols;
  private final Precision precision;
  private int[] starts = {0};
  private int[] columns = {};
  private float[] floats = {};
  private double[] doubles = {};
  private int rows;
  private CsrMat matrix;

  SparseRows(int cols, Precision precision) {
    this.cols = cols;
    this.precision = precision;
    this.matrix = matrix();
  }

  private CsrMat matrix() {
    return precision == Precision.FLOAT32
        ? CsrMat.of(cols, starts, columns, floats)
        : CsrMat.of(cols, starts, columns, doubles);
  }

  /** How many columns a row has. */
  public int width() {
    return cols;
  }

  /** Forgets all rows and makes room for others. */
  public void begin(int newRows) {
    rows = 0;
    if (newRows >= starts.length) {
      starts = new int[Math.max(newRows, starts.length + starts.length / 2) + 1];
      matrix = matrix();
    }
  }

  /** How many rows were added. */
  public int size() {
    return rows;
  }

  /**
   * Adds a row.
   *
   * @param from its first entry in the arrays
   * @param count how many entries it has
   * @param columnOf columns of entries, each at most once in a row; not modified
   * @param values of entries; not modified; null where all are 1
   * @throws UserError when a column is not one of the input
   */
  public void add(int from, int count, int[] columnOf, double @Nullable [] values) {
    int at = starts[rows];
    if (at + count > columns.length) {
      grow(at + count);
    }
    for (int e = 0; e < count; e++) {
      columns[at + e] = column(columnOf[from + e]);
    }
    if (precision == Precision.FLOAT32) {
      write(at, from, count, values);
    } else if (values == null) {
      Arrays.fill(doubles, at, at + count, 1);
    } else {
      System.arraycopy(values, from, doubles, at, count);
    }
    rows++;
    starts[rows] = at + count;
  }

  private int column(int j) {
    if (j < 0 || j >= cols) {
      throw new UserError(
          "a sparse row has an entry in column " + j + " of " + cols + ".", "from 0.");
    }
    return j;
  }

  private void write(int at, int from, int count, double @Nullable [] values) {
    for (int e = 0; e < count; e++) {
      floats[at + e] = values == null ? 1 : (float) values[from + e];
    }
  }

  private void grow(int entries) {
    int size = Math.max(entries, columns.length + columns.length / 2);
    columns = Arrays.copyOf(columns, size);
    if (precision == Precision.FLOAT32) {
      floats = Arrays.copyOf(floats, size);
    } else {
      doubles = Arrays.copyOf(doubles, size);
    }
    Arrays.fill(starts, rows + 1, starts.length, starts[rows]); // rows to come are empty
    matrix = matrix();
  }

  /** Entries of all rows. */
  long entries() {
    return starts[rows];
  }

  /** Rows from..to-1: one window, which the next call moves. */
  CsrMat window(int from, int to) {
    Objects.checkFromToIndex(from, to, rows);
    return matrix.aim(from, to - from);
  }
}

package org.bilevel4j.kernels;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A window on rows of a sparse matrix in compressed row form. Row i holds entries {@code
 * rowStart[i]} to {@code rowStart[i + 1] - 1} of {@code column} and the values. The arrays are
 * borrowed, not copied.
 */
public final class CsrMat {

  private int rows;
  private final int cols;
  private int first;
  private final int[] rowStart;
  private final int[] column;
  private final float @Nullable [] floats;
  private final double @Nullable [] doubles;

  private CsrMat(
      int rows,
      int cols,
      int first,
      int[] rowStart,
      int[] column,
      float @Nullable [] floats,
      double @Nullable [] doubles) {
    this.rows = rows;
    this.cols = cols;
    this.first = first;
    this.rowStart = rowStart;
    this.column = column;
    this.floats = floats;
    this.doubles = doubles;
  }

  /** Sparse matrix with double values; {@code rowStart} has one entry more than there are rows. */
  public static CsrMat of(int cols, int[] rowStart, int[] column, double[] values) {
    check(cols, rowStart, column, values.length);
    return new CsrMat(rowStart.length - 1, cols, 0, rowStart, column, null, values);
  }

  /** Sparse matrix with float values; {@code rowStart} has one entry more than there are rows. */
  public static CsrMat of(int cols, int[] rowStart, int[] column, float[] values) {
    check(cols, rowStart, column, values.length);
    return new CsrMat(rowStart.length - 1, cols, 0, rowStart, column, values, null);
  }

  private static void check(int cols, int[] rowStart, int[] column, int values) {
    if (rowStart.length == 0 || rowStart[0] < 0) {
      throw new IllegalArgumentException("csr: rowStart must start with an index of at least 0.");
    }
    for (int i = 1; i < rowStart.length; i++) {
      if (rowStart[i] < rowStart[i - 1]) {
        throw new IllegalArgumentException("csr: rowStart decreases at row " + (i - 1) + ".");
      }
    }
    int end = rowStart[rowStart.length - 1];
    if (end > column.length || end > values) {
      throw new IllegalArgumentException(
          "csr: rows end at " + end + ", columns " + column.length + ", values " + values + ".");
    }
    for (int e = rowStart[0]; e < end; e++) {
      Objects.checkIndex(column[e], cols);
    }
  }

  /** Number of rows. */
  public int rows() {
    return rows;
  }

  /** Number of columns. */
  public int cols() {
    return cols;
  }

  /** Element type. */
  public Precision precision() {
    return floats != null ? Precision.FLOAT32 : Precision.FLOAT64;
  }

  /** Stored entries. */
  public int entries() {
    return rowStart[first + rows] - rowStart[first];
  }

  /** Rows {@code from} (inclusive) to {@code to} (exclusive), on the same storage. */
  public CsrMat rowRange(int from, int to) {
    MatChecks.range("rows", from, to, rows);
    return new CsrMat(to - from, cols, first + from, rowStart, column, floats, doubles);
  }

  /**
   * Moves this window to rows {@code from} to {@code from + newRows - 1} of its storage, so that
   * one object serves for many windows, and for rows that are written anew.
   */
  public CsrMat aim(int from, int newRows) {
    first = Objects.checkFromIndexSize(from, newRows, rowStart.length - 1);
    rows = newRows;
    return this;
  }

  /** First entry of row i; {@code start(rows())} is the end of the last row. */
  public int start(int i) {
    return rowStart[first + i];
  }

  /** Column indices of all entries; not to be modified. */
  public int[] columns() {
    return column;
  }

  /** Values of a FLOAT32 matrix; not to be modified. */
  public float[] floats() {
    if (floats == null) {
      throw new IllegalStateException("csr: holds doubles, floats were asked for.");
    }
    return floats;
  }

  /** Values of a FLOAT64 matrix; not to be modified. */
  public double[] doubles() {
    if (doubles == null) {
      throw new IllegalStateException("csr: holds floats, doubles were asked for.");
    }
    return doubles;
  }

  /** Shape and precision in words. */
  public String shape() {
    return rows + " x " + cols + " sparse " + precision();
  }
}

package org.bilevel4j.oracles.network;

import java.util.Arrays;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.kernels.CsrMat;
import org.bilevel4j.kernels.Precision;

/**
 * Sparse rows of inputs, every row with room for the longest one, so that threads fill their rows
 * independently. Room that a row does not need holds zeros in column 0, which change no sum.
 */
public final class SparseInput {
  private final int room;
  private final int cols;
  private final Precision precision;
  private int[] columns = {};
  private float[] floats = {};
  private double[] doubles = {};
  private CsrMat matrix;

  SparseInput(int cols, int room, Precision precision) {
    this.cols = Args.atLeast(1, cols, "columns of sparse rows");
    this.room = Args.atLeast(1, room, "entries of a sparse row");
    this.precision = precision;
    this.matrix = matrix(0);
  }

  /** Makes room for this many rows; their contents are undefined. */
  void reserve(int rows) {
    if (rows == matrix.rows()) {
      return;
    }
    int size = Math.multiplyExact(rows, room);
    if (size > columns.length) {
      columns = new int[size];
      floats = new float[precision == Precision.FLOAT32 ? size : 0];
      doubles = new double[precision == Precision.FLOAT64 ? size : 0];
    }
    matrix = matrix(rows);
  }

  private CsrMat matrix(int rows) {
    int[] starts = new int[rows + 1];
    for (int r = 0; r <= rows; r++) {
      starts[r] = r * room;
    }
    return precision == Precision.FLOAT32
        ? CsrMat.of(cols, starts, columns, floats)
        : CsrMat.of(cols, starts, columns, doubles);
  }

  /** A view of the rows. */
  CsrMat matrix() {
    return matrix;
  }

  /**
   * Writes a row.
   *
   * @param from first entry in the arrays
   * @param count how many, at most the room of a row
   * @param columnOf columns of entries, below the number of columns; not modified
   * @param values of entries, not modified
   */
  public void write(int row, int from, int count, int[] columnOf, double[] values) {
    int at = row * room;
    System.arraycopy(columnOf, from, columns, at, Args.atMost(room, count, "entries of a row"));
    Arrays.fill(columns, at + count, at + room, 0);
    if (precision == Precision.FLOAT64) {
      System.arraycopy(values, from, doubles, at, count);
      Arrays.fill(doubles, at + count, at + room, 0);
      return;
    }
    for (int j = 0; j < count; j++) {
      floats[at + j] = (float) values[from + j];
    }
    Arrays.fill(floats, at + count, at + room, 0);
  }
}

package org.bilevel4j.datasets.table;

/** Features held as floats. */
public final class FloatFeatures implements Features {
  private final int rows;
  private final int cols;
  private final float[] values;

  /**
   * Takes the array over; the caller must not touch it again.
   *
   * @param rows number of rows, at least 0
   * @param cols number of columns, at least 1
   * @param values rows x cols finite numbers, row-major; kept, not copied
   * @throws IllegalArgumentException if the length does not fit or a number is not finite
   */
  public FloatFeatures(int rows, int cols, float[] values) {
    MatrixBounds.check(rows, cols, values.length);
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "feature in row " + i / cols + ", column " + i % cols + " is " + values[i] + ".");
      }
    }
    this.rows = rows;
    this.cols = cols;
    this.values = values;
  }

  /**
   * The array itself, row-major, row r from r x cols() on: for kernels that index rows instead of
   * copying them. Read only; not a copy.
   */
  public float[] values() {
    return values;
  }

  @Override
  public FloatFeatures inFloats() {
    return this;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int cols() {
    return cols;
  }

  @Override
  public float at(int row, int col) {
    return values[MatrixBounds.index(row, col, rows, cols)];
  }

  @Override
  public void copyRow(int row, float[] out, int offset) {
    System.arraycopy(values, MatrixBounds.index(row, 0, rows, cols), out, offset, cols);
  }

  @Override
  public void copyRow(int row, double[] out, int offset) {
    int start = MatrixBounds.index(row, 0, rows, cols);
    for (int j = 0; j < cols; j++) {
      out[offset + j] = values[start + j];
    }
  }
}

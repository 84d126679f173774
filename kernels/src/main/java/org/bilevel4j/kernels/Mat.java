package org.bilevel4j.kernels;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A row-major matrix in single or double precision; element (i, j) is at {@code offset + i * stride
 * + j} of one backing array.
 *
 * <p>A {@code Mat} is a mutable window: {@link #rowRange} gives windows on the same storage, {@link
 * #reshape} re-uses the storage for another shape so that work spaces need not be allocated again.
 * Exactly one of the two storages exists. Not thread-safe; windows on disjoint rows may be used by
 * different threads.
 */
public final class Mat {

  private final float @Nullable [] floats;
  private final double @Nullable [] doubles;
  private int offset;
  private int capacity;
  private int rows;
  private int cols;
  private int stride;

  private Mat(
      float @Nullable [] floats,
      double @Nullable [] doubles,
      int offset,
      int capacity,
      int rows,
      int cols,
      int stride) {
    this.floats = floats;
    this.doubles = doubles;
    this.offset = offset;
    this.capacity = capacity;
    this.rows = rows;
    this.cols = cols;
    this.stride = stride;
  }

  /** A zero matrix of {@code rows x cols} with its own storage. */
  public static Mat zeros(Precision precision, int rows, int cols) {
    int size = MatChecks.size(rows, cols);
    return precision == Precision.FLOAT32
        ? new Mat(new float[size], null, 0, size, rows, cols, cols)
        : new Mat(null, new double[size], 0, size, rows, cols, cols);
  }

  /** A window on {@code data}: element (i, j) at {@code offset + i * stride + j}; not copied. */
  public static Mat wrap(float[] data, int offset, int rows, int cols, int stride) {
    MatChecks.window(data.length, offset, rows, cols, stride);
    return new Mat(data, null, offset, data.length - offset, rows, cols, stride);
  }

  /** A window on {@code data}: element (i, j) at {@code offset + i * stride + j}; not copied. */
  public static Mat wrap(double[] data, int offset, int rows, int cols, int stride) {
    MatChecks.window(data.length, offset, rows, cols, stride);
    return new Mat(null, data, offset, data.length - offset, rows, cols, stride);
  }

  /** The whole of {@code data} as a packed {@code rows x cols} matrix; not copied. */
  public static Mat wrap(float[] data, int rows, int cols) {
    return wrap(data, 0, rows, cols, cols);
  }

  /** The whole of {@code data} as a packed {@code rows x cols} matrix; not copied. */
  public static Mat wrap(double[] data, int rows, int cols) {
    return wrap(data, 0, rows, cols, cols);
  }

  /** A column vector on {@code data}; not copied. */
  public static Mat column(double[] data) {
    return wrap(data, 0, data.length, 1, 1);
  }

  /** A column vector on {@code data}; not copied. */
  public static Mat column(float[] data) {
    return wrap(data, 0, data.length, 1, 1);
  }

  /** A copy of {@code values[rows][cols]} in double precision. */
  public static Mat of(double[][] values) {
    int cols = values.length == 0 ? 0 : values[0].length;
    Mat m = zeros(Precision.FLOAT64, values.length, cols);
    for (int i = 0; i < values.length; i++) {
      if (values[i].length != cols) {
        throw new IllegalArgumentException(
            "matrix: row " + i + " has " + values[i].length + " values, row 0 has " + cols + ".");
      }
      for (int j = 0; j < cols; j++) {
        m.set(i, j, values[i][j]);
      }
    }
    return m;
  }

  /**
   * Storage for {@code rows x cols}: {@code old} reshaped where it has the precision and the
   * capacity, else a new matrix. Contents are undefined.
   */
  public static Mat reuse(@Nullable Mat old, Precision precision, int rows, int cols) {
    int size = MatChecks.size(rows, cols);
    if (old == null || old.precision() != precision || old.capacity < size) {
      return zeros(precision, rows, cols);
    }
    return old.reshape(rows, cols);
  }

  /** Number of rows. */
  public int rows() {
    return rows;
  }

  /** Number of columns. */
  public int cols() {
    return cols;
  }

  /** Distance between the starts of two rows in the backing array. */
  public int stride() {
    return stride;
  }

  /** Place of element (0, 0) in the backing array. */
  public int offset() {
    return offset;
  }

  /** Elements that {@link #reshape} can hold. */
  public int capacity() {
    return capacity;
  }

  /** Whether rows follow each other without gap. */
  public boolean packed() {
    return stride == cols || rows <= 1;
  }

  /** Element type. */
  public Precision precision() {
    return floats != null ? Precision.FLOAT32 : Precision.FLOAT64;
  }

  /** The backing array of a FLOAT32 matrix. */
  public float[] floats() {
    if (floats == null) {
      throw new IllegalStateException("matrix: holds doubles, floats were asked for.");
    }
    return floats;
  }

  /** The backing array of a FLOAT64 matrix. */
  public double[] doubles() {
    if (doubles == null) {
      throw new IllegalStateException("matrix: holds floats, doubles were asked for.");
    }
    return doubles;
  }

  /** Place of element (i, j) in the backing array. */
  public int at(int i, int j) {
    if (i < 0 || i >= rows || j < 0 || j >= cols) {
      throw new IndexOutOfBoundsException("matrix: (" + i + ", " + j + ") of " + shape() + ".");
    }
    return offset + i * stride + j;
  }

  /** Element (i, j). */
  public double get(int i, int j) {
    return floats != null ? floats[at(i, j)] : doubles()[at(i, j)];
  }

  /** Sets element (i, j), rounded to the precision of the matrix. */
  public void set(int i, int j, double value) {
    if (floats != null) {
      floats[at(i, j)] = (float) value;
    } else {
      doubles()[at(i, j)] = value;
    }
  }

  /** Sets every element. */
  public void fill(double value) {
    for (int i = 0; i < rows; i++) {
      int from = offset + i * stride;
      if (floats != null) {
        Arrays.fill(floats, from, from + cols, (float) value);
      } else {
        Arrays.fill(doubles(), from, from + cols, value);
      }
    }
  }

  /** A window on rows {@code from} (inclusive) to {@code to} (exclusive). */
  public Mat rowRange(int from, int to) {
    MatChecks.range("rows", from, to, rows);
    int start = from == to ? offset : offset + from * stride;
    int end = to == rows ? offset + capacity : offset + to * stride;
    return new Mat(floats, doubles, start, Math.max(0, end - start), to - from, cols, stride);
  }

  /** A window on columns {@code from} (inclusive) to {@code to} (exclusive). */
  public Mat colRange(int from, int to) {
    MatChecks.range("columns", from, to, cols);
    int start = rows == 0 ? offset : offset + from;
    return new Mat(floats, doubles, start, 0, rows, to - from, stride);
  }

  /** Gives this matrix another packed shape within its capacity; contents are undefined after. */
  public Mat reshape(int newRows, int newCols) {
    int size = MatChecks.size(newRows, newCols);
    if (size > capacity) {
      throw new IllegalArgumentException(
          "matrix: "
              + newRows
              + " x "
              + newCols
              + " needs "
              + size
              + " elements, capacity is "
              + capacity
              + ". Hint: use Mat.reuse.");
    }
    rows = newRows;
    cols = newCols;
    stride = newCols;
    return this;
  }

  /** A packed copy in the given precision. */
  public Mat copy(Precision precision) {
    Mat copy = zeros(precision, rows, cols);
    Transfer.copy(this, copy);
    return copy;
  }

  /**
   * Moves this window to element {@code newOffset} of its array, so that one object serves for many
   * windows.
   */
  public Mat aim(int newOffset, int newRows, int newCols, int newStride) {
    int length = floats != null ? floats.length : doubles().length;
    MatChecks.window(length, newOffset, newRows, newCols, newStride);
    offset = newOffset;
    capacity = length - newOffset;
    rows = newRows;
    cols = newCols;
    stride = newStride;
    return this;
  }

  /** Shape and precision in words. */
  public String shape() {
    return rows + " x " + cols + " " + precision();
  }

  @Override
  public String toString() {
    return "Mat[" + shape() + "]";
  }
}

package org.bilevel4j.datasets.table;

/** Features held as unsigned bytes; an entry is its byte times a scale. */
public final class ByteFeatures implements Features {
  private final int rows;
  private final int cols;
  private final byte[] values;
  private final double[] scaled = new double[256];
  private final float[] scaledFloats = new float[256];

  /**
   * Takes the array over; the caller must not touch it again.
   *
   * @param rows number of rows, at least 0
   * @param cols number of columns, at least 1
   * @param values rows x cols unsigned bytes, row-major; kept, not copied
   * @param divisor what the bytes are divided by, finite and not zero, for instance 255 for pixels
   * @throws IllegalArgumentException if the length or the divisor does not fit
   */
  public ByteFeatures(int rows, int cols, byte[] values, double divisor) {
    MatrixBounds.check(rows, cols, values.length);
    if (!Double.isFinite(divisor) || divisor == 0) {
      throw new IllegalArgumentException("divisor is " + divisor + ", must be finite, not 0.");
    }
    this.rows = rows;
    this.cols = cols;
    this.values = values;
    for (int b = 0; b < 256; b++) {
      scaled[b] = b / divisor;
      scaledFloats[b] = (float) scaled[b];
    }
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int cols() {
    return cols;
  }

  /** The unscaled byte as 0..255. */
  public int byteAt(int row, int col) {
    return values[MatrixBounds.index(row, col, rows, cols)] & 0xff;
  }

  @Override
  public float at(int row, int col) {
    return scaledFloats[byteAt(row, col)];
  }

  @Override
  public void copyRow(int row, float[] out, int offset) {
    scale(values, MatrixBounds.index(row, 0, rows, cols), scaledFloats, out, offset, cols);
  }

  @Override
  public void copyRow(int row, double[] out, int offset) {
    scale(values, MatrixBounds.index(row, 0, rows, cols), scaled, out, offset, cols);
  }

  private static void scale(byte[] in, int at, float[] table, float[] out, int to, int n) {
    for (int j = 0; j < n; j++) {
      out[to + j] = table[in[at + j] & 0xff];
    }
  }

  private static void scale(byte[] in, int at, double[] table, double[] out, int to, int n) {
    for (int j = 0; j < n; j++) {
      out[to + j] = table[in[at + j] & 0xff];
    }
  }
}

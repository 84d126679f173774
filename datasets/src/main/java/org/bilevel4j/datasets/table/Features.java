package org.bilevel4j.datasets.table;

/**
 * A rows x cols matrix of finite numbers, never modified. Images stay bytes until rows are asked
 * for, so that FashionMNIST costs 55 MB instead of 220 MB; fingerprints and words of a text are
 * held by their entries.
 */
public sealed interface Features permits FloatFeatures, ByteFeatures, SparseFeatures {
  /** Number of rows. */
  int rows();

  /** Number of columns. */
  int cols();

  /** One entry, scaled. */
  float at(int row, int col);

  /**
   * Copies one row.
   *
   * @param row 0 <= row < rows()
   * @param out receives cols() numbers from {@code offset} on; modified
   * @param offset first place in {@code out}
   */
  void copyRow(int row, float[] out, int offset);

  /** The same in double precision; bytes are scaled in double, floats widened. */
  void copyRow(int row, double[] out, int offset);

  /**
   * Copies the named rows one below the other.
   *
   * @param rows row numbers, repeats allowed; not modified
   * @param out receives rows.length x cols() numbers, row-major, from {@code offset} on; modified
   * @param offset first place in {@code out}
   */
  default void gather(int[] rows, float[] out, int offset) {
    for (int k = 0; k < rows.length; k++) {
      copyRow(rows[k], out, offset + k * cols());
    }
  }

  /** The same in double precision. */
  default void gather(int[] rows, double[] out, int offset) {
    for (int k = 0; k < rows.length; k++) {
      copyRow(rows[k], out, offset + k * cols());
    }
  }

  /** The same matrix held as floats: this one if it is, else a conversion; to be made once. */
  default FloatFeatures inFloats() {
    return new FloatFeatures(rows(), cols(), toFloats());
  }

  /** The whole matrix as a fresh row-major array of rows() x cols() numbers. */
  default float[] toFloats() {
    float[] out = new float[Math.multiplyExact(rows(), cols())];
    for (int r = 0; r < rows(); r++) {
      copyRow(r, out, r * cols());
    }
    return out;
  }
}

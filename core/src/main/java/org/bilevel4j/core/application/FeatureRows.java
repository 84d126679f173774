package org.bilevel4j.core.application;

/**
 * Rows of features that a {@link Scorer} reads, dense or sparse: from a file, say, or from a
 * caller's arrays. They belong to no problem and have no labels. Immutable; read from many threads
 * at once.
 */
public interface FeatureRows {

  /** Number of rows. */
  int rows();

  /** Numbers in a row. */
  int columns();

  /**
   * Copies one row.
   *
   * @param row in 0..rows()-1
   * @param to receives columns() numbers from {@code at} on; modified
   */
  void copyRow(int row, double[] to, int at);

  /** The same in single precision. */
  void copyRow(int row, float[] to, int at);

  /**
   * The most entries a row stores where rows are sparse, at least 1 then, and {@link #copyEntries}
   * may be asked; 0 where rows are dense.
   */
  default int mostEntries() {
    return 0;
  }

  /**
   * Copies the entries of one sparse row; what is not among them is zero.
   *
   * @param row in 0..rows()-1
   * @param columnOf receives the column of each entry, each at most once; modified
   * @param values receives the value of each entry; modified
   * @return how many entries, at most mostEntries()
   * @throws IllegalStateException when rows are dense
   */
  default int copyEntries(int row, int[] columnOf, double[] values) {
    throw new IllegalStateException("rows of features are dense, sparse ones were asked for.");
  }

  /**
   * Dense rows one after the other.
   *
   * @param values rows x columns numbers, row-major; not copied, must not change
   * @param columns numbers in a row, at least 1
   */
  static FeatureRows of(double[] values, int columns) {
    return new DoubleRows(values, columns);
  }

  /** The same in single precision. */
  static FeatureRows of(float[] values, int columns) {
    return new FloatRows(values, columns);
  }

  /**
   * Sparse rows in compressed row format; arrays are not copied and must not change.
   *
   * @param columns numbers in a row, at least 1
   * @param starts row r has entries {@code starts[r]} to {@code starts[r + 1] - 1}
   * @param columnOf column of each entry, in 0..columns-1, each at most once in a row
   * @param values of each entry
   */
  static FeatureRows sparse(int columns, int[] starts, int[] columnOf, double[] values) {
    return new SparseFeatureRows(columns, starts, columnOf, values);
  }
}

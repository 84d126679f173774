package org.bilevel4j.datasets.table;

/** A column of numbers. */
public final class NumericColumn implements InputColumn {
  private final String name;
  private final double[] values;

  /**
   * Takes the array over; the caller must not touch it again.
   *
   * @param name name of the column
   * @param values one finite number a row, NaN where the cell is missing; kept, not copied
   * @throws IllegalArgumentException if a number is infinite
   */
  public NumericColumn(String name, double[] values) {
    for (int r = 0; r < values.length; r++) {
      if (Double.isInfinite(values[r])) {
        throw new IllegalArgumentException(name + ": row " + r + " is " + values[r] + ".");
      }
    }
    this.name = name;
    this.values = values;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int rows() {
    return values.length;
  }

  @Override
  public boolean isMissing(int row) {
    return Double.isNaN(values[row]);
  }

  /** The number in a row, NaN where the cell is missing. */
  public double value(int row) {
    return values[row];
  }
}

package org.bilevel4j.core.application;

import org.bilevel4j.core.util.Args;

/** Dense rows in double precision, row-major. */
record DoubleRows(double[] values, int columns) implements FeatureRows {
  DoubleRows {
    Args.atLeast(1, columns, "columns of rows");
    Args.sameDim(0, values.length % columns, "the rest after whole rows");
  }

  @Override
  public int rows() {
    return values.length / columns;
  }

  @Override
  public void copyRow(int row, double[] to, int at) {
    System.arraycopy(values, row * columns, to, at, columns);
  }

  @Override
  public void copyRow(int row, float[] to, int at) {
    for (int j = 0; j < columns; j++) {
      to[at + j] = (float) values[row * columns + j];
    }
  }
}

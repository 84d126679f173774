package org.bilevel4j.core.application;

import org.bilevel4j.core.util.Args;

/** Dense rows in single precision, row-major. */
record FloatRows(float[] values, int columns) implements FeatureRows {
  FloatRows {
    Args.atLeast(1, columns, "columns of rows");
    Args.sameDim(0, values.length % columns, "the rest after whole rows");
  }

  @Override
  public int rows() {
    return values.length / columns;
  }

  @Override
  public void copyRow(int row, double[] to, int at) {
    for (int j = 0; j < columns; j++) {
      to[at + j] = values[row * columns + j];
    }
  }

  @Override
  public void copyRow(int row, float[] to, int at) {
    System.arraycopy(values, row * columns, to, at, columns);
  }
}

package org.bilevel4j.datasets.table;

/** One named column of a table as it was read, before any encoding. Immutable. */
public sealed interface InputColumn permits NumericColumn, CategoricalColumn {
  /** Name of the column. */
  String name();

  /** Number of cells. */
  int rows();

  /** Whether the cell of a row, 0 <= row < rows(), is missing. */
  boolean isMissing(int row);
}

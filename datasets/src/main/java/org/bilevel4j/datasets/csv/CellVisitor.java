package org.bilevel4j.datasets.csv;

/** Is handed the cells of a file, row by row; missing cells are left out. */
interface CellVisitor {
  /**
   * One cell that is not missing.
   *
   * @param row number of the row, from 0, the header not counted
   * @param column number of the column, from 0
   * @param text holds the cell from {@code from} to {@code to}, exclusive; not to be kept or
   *     changed
   * @param line the line of the file on which the row begins
   */
  void cell(int row, int column, char[] text, int from, int to, long line);

  /** The end of a row, whose number of cells is the number of columns. */
  default void row(int row, long line) {}
}

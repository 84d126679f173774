package org.bilevel4j.applications.parts;

import org.bilevel4j.core.application.FeatureRows;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.kernels.Precision;
import org.bilevel4j.oracles.network.RowSource;
import org.bilevel4j.oracles.network.SparseInput;

/**
 * Rows from..to-1 of features as the rows of one task without targets, read in full.
 *
 * @param rows the features
 * @param from first row
 * @param to end of the rows
 */
public record FeatureSource(FeatureRows rows, int from, int to) implements RowSource {

  @Override
  public Rows rows(int block) {
    return Rows.finite(to - from);
  }

  @Override
  public int columns() {
    return rows.columns();
  }

  @Override
  public void read(
      int block,
      Draw draw,
      int[] ids,
      int idAt,
      int first,
      int count,
      Mat input,
      int row,
      double[] targets,
      int at) {
    for (int r = 0; r < count; r++) {
      copyRow(rows, from + first + r, input, row + r);
    }
  }

  /**
   * Copies a row of features into one of a matrix.
   *
   * @param input as wide as the features; modified
   */
  public static void copyRow(FeatureRows rows, int from, Mat input, int row) {
    int place = input.offset() + row * input.stride();
    if (input.precision() == Precision.FLOAT32) {
      rows.copyRow(from, input.floats(), place);
    } else {
      rows.copyRow(from, input.doubles(), place);
    }
  }

  @Override
  public int mostEntries() {
    return rows.mostEntries();
  }

  @Override
  public void readSparse(
      int block,
      Draw draw,
      int[] ids,
      int idAt,
      int first,
      int count,
      SparseInput input,
      int row,
      double[] targets,
      int at) {
    int[] columnOf = new int[rows.mostEntries()];
    double[] values = new double[rows.mostEntries()];
    for (int r = 0; r < count; r++) {
      int entries = rows.copyEntries(from + first + r, columnOf, values);
      input.write(row + r, 0, entries, columnOf, values);
    }
  }
}

package org.bilevel4j.applications.cleaning;

import java.util.List;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.datasets.table.LabelledTable;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.kernels.Precision;
import org.bilevel4j.oracles.tensor.RowInputs;

/** Some rows of a packed table: features "a" times a scale, and "class". */
final class ClassRows implements RowInputs {
  private final LabelledTable table;
  private final double scale;
  private final int[] rows;
  private final int[] classes;

  /**
   * Rows.
   *
   * @param table not copied
   * @param scale of the features
   * @param rows of the table; not copied
   * @param classes of the rows; not copied
   */
  ClassRows(LabelledTable table, double scale, int[] rows, int[] classes) {
    this.table = table;
    this.scale = scale;
    this.rows = rows;
    this.classes = classes;
  }

  int size() {
    return rows.length;
  }

  int features() {
    return table.cols();
  }

  @Override
  public List<Input> inputs() {
    return List.of(new Input("a", table.cols()), new Input("class", 1));
  }

  @Override
  public Rows rows(int block) {
    return Rows.finite(rows.length);
  }

  @Override
  public void read(int block, Draw draw, int[] ids, int at, int count, Mat[] into, int row) {
    Mat a = into[0];
    for (int r = 0; r < count; r++) {
      int id = ids[at + r];
      int to = a.offset() + (row + r) * a.stride();
      if (a.precision() == Precision.FLOAT32) {
        table.features().copyRow(rows[id], a.floats(), to);
      } else {
        table.features().copyRow(rows[id], a.doubles(), to);
      }
      for (int j = 0; scale != 1 && j < a.cols(); j++) {
        a.set(row + r, j, scale * a.get(row + r, j));
      }
      into[1].set(row + r, 0, classes[id]);
    }
  }
}

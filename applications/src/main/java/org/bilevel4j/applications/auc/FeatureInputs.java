package org.bilevel4j.applications.auc;

import java.util.List;
import org.bilevel4j.applications.parts.FeatureSource;
import org.bilevel4j.core.application.FeatureRows;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.oracles.tensor.RowInputs;

/**
 * Rows from..to-1 of features without labels, as the rows of one block.
 *
 * @param rows the features
 * @param from first row
 * @param to end of the rows
 */
record FeatureInputs(FeatureRows rows, int from, int to) implements RowInputs {

  @Override
  public List<Input> inputs() {
    return List.of(new Input(TaskInputs.FEATURES, rows.columns()));
  }

  @Override
  public Rows rows(int block) {
    return Rows.finite(to - from);
  }

  @Override
  public void read(int block, Draw draw, int[] ids, int at, int count, Mat[] into, int row) {
    for (int r = 0; r < count; r++) {
      FeatureSource.copyRow(rows, from + ids[at + r], into[0], row + r);
    }
  }
}

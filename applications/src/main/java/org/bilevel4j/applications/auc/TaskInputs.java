package org.bilevel4j.applications.auc;

import java.util.List;
import org.bilevel4j.applications.parts.SourceRows;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.oracles.network.RowSource;
import org.bilevel4j.oracles.tensor.RowInputs;

/**
 * Rows of binary tasks, positives first: features, label, and how many rows of each class the task
 * has.
 *
 * @param source the rows; targets are 0 and 1
 * @param additive whether the loss of a batch is the mean of the losses of its rows
 */
record TaskInputs(RowSource source, boolean additive) implements RowInputs {
  static final String FEATURES = SourceRows.FEATURES;
  static final String LABEL = SourceRows.TARGET;

  /** (n+, n-), the same in every row of a task. */
  static final String CLASSES = "classes";

  @Override
  public List<Input> inputs() {
    return List.of(
        new Input(FEATURES, source.columns()), new Input(LABEL, 1), new Input(CLASSES, 2));
  }

  @Override
  public Rows rows(int block) {
    Rows rows = source.rows(block);
    return new Rows(rows.kind(), rows.count(), rows.positives(), additive);
  }

  @Override
  public void read(int block, Draw draw, int[] ids, int at, int count, Mat[] into, int row) {
    new SourceRows(source).read(block, draw, ids, at, count, into, row);
    Rows rows = source.rows(block);
    for (int r = row; r < row + count; r++) {
      into[2].set(r, 0, rows.positives());
      into[2].set(r, 1, rows.count() - rows.positives());
    }
  }
}

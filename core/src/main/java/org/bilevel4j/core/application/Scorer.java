package org.bilevel4j.core.application;

import java.util.List;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;

/**
 * Scores rows of features with the model that an iterate (x, y) stands for. It knows no labels and
 * changes nothing.
 */
public interface Scorer {

  /** One name per task, in the order of the scores. */
  List<String> taskNames();

  /** Numbers in a row of features. */
  int inputs();

  /**
   * Scores some rows for every task; higher means more likely positive. Memory grows with the
   * number of rows asked for, so long files are scored range by range. The scores have the same
   * bits on any number of threads.
   *
   * @param x (d_x), not modified
   * @param y the lower variables of the problem's blocks, not modified
   * @param rows of inputs() numbers
   * @param from first row
   * @param to end of the rows
   * @param workspace threads and buffers
   * @return one row per task, one column per row of features
   */
  double[][] score(Vec x, Blocks y, FeatureRows rows, int from, int to, Workspace workspace);
}

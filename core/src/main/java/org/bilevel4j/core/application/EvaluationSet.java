package org.bilevel4j.core.application;

import java.util.List;
import java.util.Optional;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;

/** Data on which a pair (x, y) is judged, task by task. Measuring changes nothing. */
public interface EvaluationSet {

  /** "validation", "test", "unseen", ... */
  String name();

  /** One name per task. */
  List<String> taskNames();

  /**
   * What is measured, and which way each is better; the first is "loss", in the unit of f_i and
   * lower is better.
   */
  List<Measure> metrics();

  /**
   * Whether tasks are not blocks of the problem: lower variables are then fitted to each task's own
   * rows to convergence, and y is not looked at.
   */
  default boolean adapts() {
    return false;
  }

  /**
   * Whether tasks are binary and rows have scores, which {@link #judge} then hands out: metrics of
   * rankings, such as the area under the ROC curve, are computed from them.
   */
  default boolean hasScores() {
    return false;
  }

  /**
   * Measures every metric on every task.
   *
   * @param x (d_x), not modified
   * @param y the lower variables of the problem's blocks, not modified
   * @param workspace threads and buffers
   * @return one row per metric, one column per task
   */
  double[][] measure(Vec x, Blocks y, Workspace workspace);

  /**
   * Measures, and scores the rows where there are scores: one pass over the rows for both.
   *
   * @param x (d_x), not modified
   * @param y the lower variables of the problem's blocks, not modified
   * @param workspace threads and buffers
   * @return with scores if and only if {@link #hasScores}
   */
  default Judgement judge(Vec x, Blocks y, Workspace workspace) {
    return new Judgement(measure(x, y, workspace), Optional.empty());
  }
}

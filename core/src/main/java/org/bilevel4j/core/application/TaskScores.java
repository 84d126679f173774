package org.bilevel4j.core.application;

import org.bilevel4j.core.util.Args;

/**
 * What a model says of the rows of an evaluation set, task by task. A row that has no label for a
 * task is not among the task's rows, so tasks may differ in length; a task may have rows of one
 * class only, or none.
 *
 * @param scores by task, one per row; higher means more likely positive; not to be modified
 * @param positive by task, the class of each row; not to be modified
 */
public record TaskScores(double[][] scores, boolean[][] positive) {

  /** Checks that scores and classes belong together. */
  public TaskScores {
    Args.sameDim(scores.length, positive.length, "classes of tasks");
    for (int t = 0; t < scores.length; t++) {
      Args.sameDim(scores[t].length, positive[t].length, "classes of task " + t);
    }
  }

  /** Number of tasks. */
  public int tasks() {
    return scores.length;
  }
}

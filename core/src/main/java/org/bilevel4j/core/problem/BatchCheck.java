package org.bilevel4j.core.problem;

import java.util.HashSet;
import java.util.Set;
import java.util.function.IntFunction;

/** Checks the batches of one level against the rows of every block, each when it first appears. */
public final class BatchCheck {
  private final String level;
  private final int blocks;
  private final IntFunction<Rows> rows;
  private final Set<Batch> checked = new HashSet<>();

  private BatchCheck(String level, int blocks, IntFunction<Rows> rows) {
    this.level = level;
    this.blocks = blocks;
    this.rows = rows;
  }

  /** Of the upper level. */
  public static BatchCheck upper(ProblemShape shape) {
    return new BatchCheck("upper level of " + shape.name(), shape.blocks(), shape::upperRows);
  }

  /** Of the lower level. */
  public static BatchCheck lower(ProblemShape shape) {
    return new BatchCheck("lower level of " + shape.name(), shape.blocks(), shape::lowerRows);
  }

  /**
   * Checks.
   *
   * @throws org.bilevel4j.core.util.UserError when the batch does not fit the rows of a block
   */
  public void check(Draw draw) {
    if (checked.add(draw.batch())) {
      for (int i = 0; i < blocks; i++) {
        Draw.check(draw.batch(), rows.apply(i), level, i);
      }
    }
  }
}

package org.bilevel4j.datasets.task;

/** The parts of a task's rows. */
public enum Part {
  /** Lower level. */
  TRAIN,
  /** Upper level. */
  VALIDATION,
  /** Never looked at by a solver. */
  TEST
}

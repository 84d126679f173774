package org.bilevel4j.datasets.task;

/** The parts of a task's rows. */
public enum Part {
  /** Lower level. */
  TRAIN("training"),
  /** Upper level. */
  VALIDATION("validation"),
  /** Never looked at by a solver. */
  TEST("test");

  private final String word;

  Part(String word) {
    this.word = word;
  }

  /** What messages call it, for instance "training". */
  public String word() {
    return word;
  }
}

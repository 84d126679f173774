package org.bilevel4j.datasets.task;

/**
 * A binary task: the positive and negative rows of its three parts. A row whose label is missing is
 * in none of them.
 *
 * @param name for instance "B-D" or "NR-AhR"
 * @param train rows of the lower level
 * @param validation rows of the upper level
 * @param test rows for the final measure
 */
public record BinaryTask(String name, TaskRows train, TaskRows validation, TaskRows test) {
  /** The rows of one part. */
  public TaskRows rows(Part part) {
    return switch (part) {
      case TRAIN -> train;
      case VALIDATION -> validation;
      case TEST -> test;
    };
  }
}

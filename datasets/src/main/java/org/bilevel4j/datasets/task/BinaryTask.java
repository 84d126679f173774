package org.bilevel4j.datasets.task;

/**
 * A binary task: two classes of a table and the rows of its three parts.
 *
 * @param name for instance "B-D"
 * @param pair the classes
 * @param train rows of the lower level
 * @param validation rows of the upper level
 * @param test rows for the final measure
 */
public record BinaryTask(
    String name, ClassPair pair, TaskRows train, TaskRows validation, TaskRows test) {
  /** The rows of one part. */
  public TaskRows rows(Part part) {
    return switch (part) {
      case TRAIN -> train;
      case VALIDATION -> validation;
      case TEST -> test;
    };
  }
}

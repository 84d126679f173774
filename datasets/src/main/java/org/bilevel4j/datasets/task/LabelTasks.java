package org.bilevel4j.datasets.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.table.CategoricalColumn;
import org.bilevel4j.datasets.table.LabelledTable;

/**
 * Makes one binary task of every label column of a table: class 1 against class 0, rows whose label
 * is missing left out. A task with too few rows of a class in a part is left out, and a remark says
 * so with its counts; another one names the tasks that are kept although a part lacks a class,
 * where no AUC is defined. A part that has no row at all is not looked at.
 *
 * @param minTrain rows that each class must have among a task's training rows, at least 0
 * @param minValidation the same among its validation rows, at least 0
 * @param minTest the same among its test rows, at least 0
 */
public record LabelTasks(int minTrain, int minValidation, int minTest) {
  private static final int LISTED = 5;

  /** Checks the numbers. */
  public LabelTasks {
    Args.atLeast(0, minTrain, "minTrain");
    Args.atLeast(0, minValidation, "minValidation");
    Args.atLeast(0, minTest, "minTest");
  }

  /** One row of each class to train and to validate, none to test. */
  public static LabelTasks defaults() {
    return new LabelTasks(1, 1, 0);
  }

  /** The same number in every part. */
  public static LabelTasks atLeast(int rows) {
    return new LabelTasks(rows, rows, rows);
  }

  /**
   * The tasks of a table.
   *
   * @param table its label columns have two classes, the negative one first
   * @param split part of every row
   * @throws UserError if there is no label column, a label has not two classes, or no task is left
   */
  public TaskSet of(LabelledTable table, RowSplit split) {
    Args.sameDim(split.rows(), table.rows(), table.name() + ": rows");
    if (table.labelColumns().isEmpty()) {
      throw new UserError(
          table.name() + ": has no label column, must have one at least to make tasks.",
          "the label columns must be named when the file is read.");
    }
    List<BinaryTask> all = new ArrayList<>();
    List<BinaryTask> kept = new ArrayList<>();
    for (CategoricalColumn label : table.labelColumns()) {
      requireTwoClasses(table, label);
      BinaryTask task = task(label, split);
      all.add(task);
      if (Arrays.stream(Part.values()).noneMatch(p -> isShort(task, p, split))) {
        kept.add(task);
      }
    }
    List<String> remarks = remarks(all, kept, split);
    if (kept.isEmpty()) {
      throw none(table, remarks);
    }
    return new TaskSet(table, kept, List.of(), remarks);
  }

  private static void requireTwoClasses(LabelledTable table, CategoricalColumn label) {
    if (label.categories().size() != 2) {
      throw new UserError(
          table.name()
              + ": label '"
              + label.name()
              + "' has "
              + label.categories().size()
              + " classes, must have 2 for a binary task.",
          "the positive class must be declared, or one task be made for each class.");
    }
  }

  private static BinaryTask task(CategoricalColumn label, RowSplit split) {
    int[][] byCode = label.rowsByCode();
    int[][] negative = split.byPart(byCode[0]);
    int[][] positive = split.byPart(byCode[1]);
    return new BinaryTask(
        label.name(),
        new TaskRows(positive[0], negative[0]),
        new TaskRows(positive[1], negative[1]),
        new TaskRows(positive[2], negative[2]));
  }

  private int minimum(Part part) {
    return switch (part) {
      case TRAIN -> minTrain;
      case VALIDATION -> minValidation;
      case TEST -> minTest;
    };
  }

  private boolean isShort(BinaryTask task, Part part, RowSplit split) {
    return split.has(part) && rarer(task.rows(part)) < minimum(part);
  }

  private static int rarer(TaskRows rows) {
    return Math.min(rows.positives(), rows.negatives());
  }

  private List<String> remarks(List<BinaryTask> all, List<BinaryTask> kept, RowSplit split) {
    List<String> remarks = new ArrayList<>();
    for (Part part : Part.values()) {
      List<BinaryTask> left = all.stream().filter(t -> isShort(t, part, split)).toList();
      if (!left.isEmpty()) {
        remarks.add(
            "left out %s, with fewer than %d positive or negative %s rows: %s."
                .formatted(
                    tasks(left, all.size()), minimum(part), part.word(), listed(left, part)));
      }
    }
    for (Part part : Part.values()) {
      List<BinaryTask> single =
          kept.stream().filter(t -> split.has(part) && rarer(t.rows(part)) == 0).toList();
      if (!single.isEmpty()) {
        remarks.add(
            "%s without one of the classes in the %s rows, where no AUC is defined: %s."
                .formatted(tasks(single, all.size()), part.word(), listed(single, part)));
      }
    }
    return remarks;
  }

  private static String tasks(List<BinaryTask> some, int all) {
    return some.size() + " of " + all + (all == 1 ? " task" : " tasks");
  }

  private static String listed(List<BinaryTask> tasks, Part part) {
    List<String> texts = new ArrayList<>();
    for (BinaryTask task : tasks.subList(0, Math.min(tasks.size(), LISTED))) {
      TaskRows rows = task.rows(part);
      texts.add(
          "%s (%d positive, %d negative)"
              .formatted(task.name(), rows.positives(), rows.negatives()));
    }
    int more = tasks.size() - texts.size();
    return String.join(", ", texts) + (more > 0 ? " and " + more + " more" : "");
  }

  private static UserError none(LabelledTable table, List<String> remarks) {
    List<CategoricalColumn> labels = table.labelColumns();
    int[] counts = labels.get(0).counts();
    if (labels.size() == 1 && Math.min(counts[0], counts[1]) == 0) {
      int absent = counts[0] == 0 ? 0 : 1;
      return new UserError(
          "%s: label '%s' is never '%s' in its %d known rows, must have both classes."
              .formatted(
                  table.name(),
                  labels.get(0).name(),
                  labels.get(0).categories().get(absent),
                  counts[1 - absent]),
          "the label must be left out.");
    }
    return new UserError(
        table.name() + ": no task is left; " + remarks.get(0),
        "a smaller minimum, other shares of the parts, or a stratified split.");
  }
}

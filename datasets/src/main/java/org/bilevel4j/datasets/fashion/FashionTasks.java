package org.bilevel4j.datasets.fashion;

import java.util.List;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.table.LabelledTable;
import org.bilevel4j.datasets.task.BinaryTask;
import org.bilevel4j.datasets.task.ClassPair;
import org.bilevel4j.datasets.task.PairSplit;
import org.bilevel4j.datasets.task.Shares;
import org.bilevel4j.datasets.task.SplitScope;
import org.bilevel4j.datasets.task.TaskRows;
import org.bilevel4j.datasets.task.TaskSet;

/**
 * FashionMNIST pairs as binary tasks (Gu, Lu, Ram, Weng, ICLR 2023, robust representation
 * learning): lower level = the 12,000 training images of a pair, upper level = half of its 2,000
 * test images, stratified, test = the other half.
 *
 * @param pairs the tasks
 * @param unseenPairs tasks kept aside
 * @param maxTrainRows at most so many training rows a task, both classes alike; 0 for all
 * @param scope whether a test image keeps its part in all tasks
 */
public record FashionTasks(
    List<ClassPair> pairs, List<ClassPair> unseenPairs, int maxTrainRows, SplitScope scope) {
  /** The ten pairs of the published script, two hard (0-6, 2-4) and eight easy ones. */
  public static final List<ClassPair> PAPER_PAIRS =
      ClassPair.parseAll("0-6,0-9,1-7,2-4,2-7,2-9,4-7,4-9,3-7,3-9");

  /** The unseen pairs of the published script. */
  public static final List<ClassPair> UNSEEN_PAIRS =
      ClassPair.parseAll("1-9,2-5,2-6,3-6,4-5,4-6,5-6");

  /** The list of the script for hyperparameter optimisation. */
  public static final List<ClassPair> HPO_SCRIPT_PAIRS =
      ClassPair.parseAll("0-9,1-7,1-9,2-4,2-6,2-7,3-7,3-9,4-7,4-9");

  /** Checks and copies. */
  public FashionTasks {
    pairs = List.copyOf(pairs);
    unseenPairs = List.copyOf(unseenPairs);
    if (pairs.isEmpty()) {
      throw new UserError(
          "fashion-mnist: the list of class pairs is empty, must have one at least.");
    }
    Args.atLeast(0, maxTrainRows, "fashion-mnist: maxTrainRows");
  }

  /** The paper's ten pairs and the unseen ones, all training rows, classes split once. */
  public static FashionTasks defaults() {
    return new FashionTasks(PAPER_PAIRS, UNSEEN_PAIRS, 0, SplitScope.CLASS);
  }

  /**
   * Cuts the tasks out of the table.
   *
   * @param table FashionMNIST, training rows first
   * @param splitKey address of the splits, for instance a child of the run's key
   */
  public TaskSet cut(LabelledTable table, Key splitKey) {
    PairSplit held =
        new PairSplit(
            table,
            FashionMnist.TRAIN_ROWS,
            table.rows(),
            Shares.HALVES_WITHOUT_TRAIN,
            scope,
            splitKey.child("held-out"));
    Key cap = splitKey.child("cap");
    return new TaskSet(
        table,
        pairs.stream().map(p -> task(table, p, held.task(p), cap)).toList(),
        unseenPairs.stream().map(p -> task(table, p, held.task(p), cap)).toList());
  }

  private BinaryTask task(LabelledTable table, ClassPair pair, BinaryTask held, Key cap) {
    TaskRows train =
        new TaskRows(
            table.rowsOfClass(pair.positive(), 0, FashionMnist.TRAIN_ROWS),
            table.rowsOfClass(pair.negative(), 0, FashionMnist.TRAIN_ROWS));
    if (maxTrainRows > 0) {
      train = train.capped(maxTrainRows, cap.child(pair.positive()).child(pair.negative()));
    }
    return new BinaryTask(held.name(), train, held.validation(), held.test());
  }
}

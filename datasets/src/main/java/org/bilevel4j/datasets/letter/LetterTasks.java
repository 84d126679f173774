package org.bilevel4j.datasets.letter;

import java.util.List;
import java.util.stream.IntStream;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Permutation;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.table.LabelledTable;
import org.bilevel4j.datasets.task.BinaryTask;
import org.bilevel4j.datasets.task.ClassPair;
import org.bilevel4j.datasets.task.PairSplit;
import org.bilevel4j.datasets.task.Shares;
import org.bilevel4j.datasets.task.SplitScope;
import org.bilevel4j.datasets.task.TaskSet;

/**
 * Letter pairs as binary tasks (Gu, Lu, Ram, Weng, ICLR 2023, robust hyperparameter optimisation).
 * The 325 pairs are shuffled; the first are the tasks, the next the unseen ones. About 920, 307 and
 * 307 rows a task.
 *
 * @param tasks number of tasks n, 1 to 325; the paper has 4, 16 and 64
 * @param unseen number of unseen tasks, at least 0; tasks + unseen at most 325
 * @param taskSeed seed of the pairs' shuffle, apart from the run's seed so that a spread over seeds
 *     does not mix in the choice of tasks (the published script ties both together)
 * @param shares shares of the parts
 * @param scope whether a row keeps its part in all tasks
 */
public record LetterTasks(int tasks, int unseen, long taskSeed, Shares shares, SplitScope scope) {
  /** Number of pairs of letters. */
  public static final int PAIRS = LetterData.CLASSES * (LetterData.CLASSES - 1) / 2;

  /** Checks the numbers of tasks. */
  public LetterTasks {
    Args.atLeast(1, tasks, "letter: number of tasks");
    Args.atLeast(0, unseen, "letter: number of unseen tasks");
    if ((long) tasks + unseen > PAIRS) {
      throw new UserError(
          "letter: tasks + unseen tasks is "
              + ((long) tasks + unseen)
              + ", must be at most "
              + PAIRS
              + ", the number of pairs of letters.");
    }
  }

  /** 16 tasks, none unseen, task seed 0, 60/20/20, classes split once. */
  public static LetterTasks defaults() {
    return new LetterTasks(16, 0, 0, Shares.SIXTY_TWENTY_TWENTY, SplitScope.CLASS);
  }

  /** The same with another number of tasks. */
  public LetterTasks withTasks(int tasks) {
    return new LetterTasks(tasks, unseen, taskSeed, shares, scope);
  }

  /**
   * Cuts the tasks out of the table.
   *
   * @param table Letter
   * @param splitKey address of the splits, for instance a child of the run's key
   */
  public TaskSet cut(LabelledTable table, Key splitKey) {
    List<ClassPair> pairs = ClassPair.all(LetterData.CLASSES);
    Permutation order = Permutation.of(Key.of(taskSeed).child("letter-pairs"), PAIRS);
    PairSplit split = new PairSplit(table, 0, table.rows(), shares, scope, splitKey);
    List<BinaryTask> all =
        IntStream.range(0, tasks + unseen)
            .mapToObj(k -> split.task(pairs.get(order.at(k))))
            .toList();
    return new TaskSet(table, all.subList(0, tasks), all.subList(tasks, all.size()));
  }
}

package org.bilevel4j.datasets.task;

import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.table.LabelledTable;

/**
 * Cuts binary tasks out of a range of a table's rows: the rows of each class are shuffled by key
 * and dealt out by shares, so that every part has both classes in the table's proportion (a
 * stratified split). Parts are disjoint and together complete.
 */
public final class PairSplit {
  private final LabelledTable table;
  private final int from;
  private final int to;
  private final Shares shares;
  private final SplitScope scope;
  private final Key key;

  /**
   * A split of a range of rows.
   *
   * @param table the table; not modified
   * @param from first row of the range
   * @param to end of the range, exclusive
   * @param shares shares of the parts; the cuts are at round(count x cumulated share)
   * @param scope whether tasks are split together
   * @param key address of the split: the same key gives the same split
   */
  public PairSplit(
      LabelledTable table, int from, int to, Shares shares, SplitScope scope, Key key) {
    this.table = table;
    this.from = from;
    this.to = to;
    this.shares = shares;
    this.scope = scope;
    this.key = key;
  }

  /**
   * The task of one pair.
   *
   * @throws UserError if the table has no such class or no row of it in the range
   */
  public BinaryTask task(ClassPair pair) {
    int[][] positive = parts(pair, pair.positive());
    int[][] negative = parts(pair, pair.negative());
    return new BinaryTask(
        table.classNames().get(pair.positive()) + "-" + table.classNames().get(pair.negative()),
        new TaskRows(positive[0], negative[0]),
        new TaskRows(positive[1], negative[1]),
        new TaskRows(positive[2], negative[2]));
  }

  private int[][] parts(ClassPair pair, int label) {
    int classes = table.classNames().size();
    if (label >= classes) {
      throw new UserError(
          table.name()
              + ": class pair "
              + pair
              + " names class "
              + label
              + ", must be below "
              + classes
              + ".");
    }
    int[] rows = table.rowsOfClass(label, from, to);
    if (rows.length == 0) {
      throw new UserError(
          table.name()
              + ": class "
              + label
              + " of pair "
              + pair
              + " has no rows from "
              + from
              + " to "
              + (to - 1)
              + ".");
    }
    return shares.deal(rows, scope.key(key, pair, label));
  }
}

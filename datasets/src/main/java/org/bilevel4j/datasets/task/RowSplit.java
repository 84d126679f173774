package org.bilevel4j.datasets.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.table.CategoricalColumn;
import org.bilevel4j.datasets.table.ColumnTable;
import org.bilevel4j.datasets.table.LabelledTable;

/**
 * Rows of a table dealt into training, validation and test rows, the same for all tasks: what is
 * shared by the tasks is never fitted to a row that another task tests on. Every row is in one
 * part. Immutable.
 */
public final class RowSplit {
  private final byte[] parts;

  private RowSplit(byte[] parts) {
    this.parts = parts;
  }

  /**
   * Shuffles all rows and deals them by shares.
   *
   * @param rows number of rows
   * @param shares shares of the parts
   * @param key address of the split: the same key gives the same split
   */
  public static RowSplit shuffled(int rows, Shares shares, Key key) {
    byte[] parts = new byte[rows];
    int[] all = new int[rows];
    Arrays.setAll(all, r -> r);
    mark(parts, shares.deal(all, key));
    return new RowSplit(parts);
  }

  /**
   * The same with every class of a label dealt on its own, so that each part has the classes in the
   * table's proportion; rows whose label is missing are dealt as a class too.
   *
   * @param label the label
   * @param shares shares of the parts
   * @param key address of the split
   */
  public static RowSplit stratified(CategoricalColumn label, Shares shares, Key key) {
    byte[] parts = new byte[label.rows()];
    int[][] strata = label.rowsByCode();
    for (int c = 0; c < strata.length; c++) {
      mark(parts, shares.deal(strata[c], key.child(c)));
    }
    return new RowSplit(parts);
  }

  private static void mark(byte[] parts, int[][] dealt) {
    for (int p = 0; p < dealt.length; p++) {
      for (int row : dealt[p]) {
        parts[row] = (byte) p;
      }
    }
  }

  /**
   * The parts that a column names.
   *
   * @param table has the column among its kept ones
   * @param column name of the column; its cells are train or training, val, valid, validation or
   *     dev, test or testing, in upper or lower case
   * @throws UserError if a cell is missing or names no part
   */
  public static RowSplit byColumn(ColumnTable table, String column) {
    CategoricalColumn names = table.kept(column);
    List<Optional<Part>> named = names.categories().stream().map(RowSplit::named).toList();
    byte[] parts = new byte[names.rows()];
    for (int r = 0; r < parts.length; r++) {
      Optional<Part> part = names.isMissing(r) ? Optional.empty() : named.get(names.code(r));
      if (part.isEmpty()) {
        String found = names.isMissing(r) ? "" : names.categories().get(names.code(r));
        throw new UserError(
            table.place(r)
                + ": column '"
                + column
                + "' is '"
                + found
                + "', must be train, validation or test.",
            "another column names the parts.");
      }
      parts[r] = (byte) part.get().ordinal();
    }
    return new RowSplit(parts);
  }

  private static Optional<Part> named(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "train", "training" -> Optional.of(Part.TRAIN);
      case "val", "valid", "validation", "dev" -> Optional.of(Part.VALIDATION);
      case "test", "testing" -> Optional.of(Part.TEST);
      default -> Optional.empty();
    };
  }

  /** Part of one row. */
  public Part part(int row) {
    return Part.values()[parts[row]];
  }

  /** Rows of one part, ascending. */
  public int[] rows(Part part) {
    return IntStream.range(0, parts.length).filter(r -> parts[r] == part.ordinal()).toArray();
  }

  /**
   * One binary task for every label column of a table: class 1 against class 0, rows whose label is
   * missing left out. A part may lack a class, which {@link TaskRows#positives()} and {@link
   * TaskRows#negatives()} tell.
   *
   * @param table as many rows as were split
   * @throws UserError if the table has no label column, a label has not two classes, or one of them
   *     has no row in the table
   */
  public TaskSet tasks(LabelledTable table) {
    Args.sameDim(parts.length, table.rows(), table.name() + ": rows");
    if (table.labelColumns().isEmpty()) {
      throw new UserError(
          table.name() + ": has no label column, must have one at least to make tasks.",
          "the label columns must be named when the file is read.");
    }
    List<BinaryTask> tasks = new ArrayList<>();
    for (CategoricalColumn label : table.labelColumns()) {
      tasks.add(task(table.name(), label));
    }
    return new TaskSet(table, tasks, List.of());
  }

  private BinaryTask task(String table, CategoricalColumn label) {
    if (label.categories().size() != 2) {
      throw new UserError(
          table
              + ": label '"
              + label.name()
              + "' has "
              + label.categories().size()
              + " classes, must have 2 for a binary task.",
          "the positive class must be declared, or one task be made for each class.");
    }
    int[] counts = label.counts();
    for (int c = 0; c < 2; c++) {
      if (counts[c] == 0) {
        throw new UserError(
            table
                + ": label '"
                + label.name()
                + "' is never '"
                + label.categories().get(c)
                + "' in its "
                + counts[1 - c]
                + " known rows, must have both classes.",
            "the label must be left out.");
      }
    }
    int[][] byCode = label.rowsByCode();
    return new BinaryTask(
        label.name(),
        new ClassPair(1, 0),
        rows(byCode, Part.TRAIN),
        rows(byCode, Part.VALIDATION),
        rows(byCode, Part.TEST));
  }

  private TaskRows rows(int[][] byCode, Part part) {
    return new TaskRows(within(byCode[1], part), within(byCode[0], part));
  }

  private int[] within(int[] rows, Part part) {
    return Arrays.stream(rows).filter(r -> parts[r] == part.ordinal()).toArray();
  }
}

package org.bilevel4j.datasets.task;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.csv.CsvOptions;
import org.bilevel4j.datasets.csv.CsvTables;
import org.bilevel4j.datasets.table.CategoricalColumn;
import org.bilevel4j.datasets.table.ColumnTable;
import org.bilevel4j.datasets.table.InputColumn;
import org.bilevel4j.datasets.table.NumericColumn;

/**
 * Rows of a table dealt into training, validation and test rows, the same for all tasks: what is
 * shared by the tasks is never fitted to a row that another task tests on. Every row is in one
 * part. Immutable.
 */
public final class RowSplit {
  private final byte[] parts;
  private final int[] counts = new int[Part.values().length];

  private RowSplit(byte[] parts) {
    this.parts = parts;
    for (byte part : parts) {
      counts[part]++;
    }
  }

  /**
   * The parts that are given.
   *
   * @param rows number of rows
   * @param part part of each row
   */
  public static RowSplit of(int rows, IntFunction<Part> part) {
    byte[] parts = new byte[rows];
    for (int r = 0; r < rows; r++) {
      parts[r] = (byte) part.apply(r).ordinal();
    }
    return new RowSplit(parts);
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

  /**
   * The parts that a CSV file names, one line a row of the table in the table's order, for instance
   * "row,split" with 0-based row numbers.
   *
   * @param name name of the data set, which begins every message
   * @param file plain or gz; its column "row", where it has one, must count from 0
   * @param column name of the column that names the parts
   * @param rows number of rows of the table
   * @throws UserError if the file is anything else
   */
  public static RowSplit byFile(String name, Path file, String column, int rows) {
    ColumnTable table = CsvTables.read(name, file, CsvOptions.defaults().keep(column));
    if (table.rows() != rows) {
      throw new UserError(
          "%s: %s has %d rows, must have %d as the table has."
              .formatted(name, file, table.rows(), rows),
          "it is the split of another table.");
    }
    for (InputColumn input : table.inputs()) {
      if (input.name().equals("row") && input instanceof NumericColumn numbers) {
        for (int r = 0; r < rows; r++) {
          if (numbers.value(r) != r) {
            throw new UserError(
                table.place(r) + ": column 'row' is " + numbers.value(r) + ", must be " + r + ".",
                "rows must be in the order of the table.");
          }
        }
      }
    }
    return byColumn(table, column);
  }

  private static Optional<Part> named(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "train", "training" -> Optional.of(Part.TRAIN);
      case "val", "valid", "validation", "dev" -> Optional.of(Part.VALIDATION);
      case "test", "testing" -> Optional.of(Part.TEST);
      default -> Optional.empty();
    };
  }

  /**
   * This split with a share of its training rows, drawn by key, as validation rows.
   *
   * @param share in [0, 1]
   * @param key address of the draw
   */
  public RowSplit withValidation(double share, Key key) {
    byte[] carved = parts.clone();
    mark(carved, new Shares(1 - share, share, 0).deal(rows(Part.TRAIN), key));
    return new RowSplit(carved);
  }

  /**
   * The same with every class of a label dealt on its own.
   *
   * @param label the label, as many rows as this split
   * @param share in [0, 1]
   * @param key address of the draw
   */
  public RowSplit withValidation(CategoricalColumn label, double share, Key key) {
    byte[] carved = parts.clone();
    int[][] strata = label.rowsByCode();
    for (int c = 0; c < strata.length; c++) {
      int[] train = byPart(strata[c])[Part.TRAIN.ordinal()];
      mark(carved, new Shares(1 - share, share, 0).deal(train, key.child(c)));
    }
    return new RowSplit(carved);
  }

  /** Part of one row. */
  public Part part(int row) {
    return Part.values()[parts[row]];
  }

  /** Rows of one part, ascending. */
  public int[] rows(Part part) {
    return IntStream.range(0, parts.length).filter(r -> parts[r] == part.ordinal()).toArray();
  }

  /** Number of rows that were dealt. */
  public int rows() {
    return parts.length;
  }

  /** Whether a part has any row. */
  public boolean has(Part part) {
    return counts[part.ordinal()] > 0;
  }

  /** Number of rows of a part. */
  public int count(Part part) {
    return counts[part.ordinal()];
  }

  /**
   * Some rows, part by part.
   *
   * @param some rows; not modified
   * @return training, validation and test rows, each in the order given
   */
  int[][] byPart(int[] some) {
    int[][] dealt = new int[counts.length][some.length];
    int[] filled = new int[counts.length];
    for (int row : some) {
      dealt[parts[row]][filled[parts[row]]++] = row;
    }
    Arrays.setAll(dealt, p -> Arrays.copyOf(dealt[p], filled[p]));
    return dealt;
  }
}

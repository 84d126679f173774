package org.bilevel4j.applications.parts;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.file.DataFile;
import org.bilevel4j.datasets.table.SourceFile;
import org.bilevel4j.oracles.network.CsrRows;

/**
 * A sparse table in LIBSVM's format, plain or gzipped: one row per line, "label column:value ...",
 * columns from 1 on and ascending. Labels above 0 are class 1, the others class 0.
 */
public final class LibSvmRows {
  private static final int LIMIT = 1 << 30;

  private final String file;
  private int columns;
  private int[] starts = {0};
  private int[] columnOf = {};
  private double[] values = {};
  private double[] targets = {};
  private int rows;
  private int entries;

  private int line;
  private SourceFile source;

  private LibSvmRows(String file, int columns) {
    this.file = file;
    this.columns = columns;
    this.source = new SourceFile(file, 0, "");
  }

  /**
   * Reads a file whose longest row tells the number of columns.
   *
   * @throws UserError naming the file, and the line when one does not fit
   */
  public static LibSvmRows read(Path file) {
    LibSvmRows table = read(file, Integer.MAX_VALUE);
    table.columns = Arrays.stream(table.columnOf).limit(table.entries).max().orElse(0) + 1;
    return table;
  }

  /**
   * Reads a file.
   *
   * @param columns length of a row, at least 1
   * @throws UserError naming the file, and the line when one does not fit
   */
  public static LibSvmRows read(Path file, int columns) {
    Args.atLeast(1, columns, "columns of " + file);
    LibSvmRows table = new LibSvmRows(file.toString(), columns);
    try (DataFile data = DataFile.open("libsvm", file)) {
      String text = new String(data.readRest(LIMIT), StandardCharsets.US_ASCII);
      text.lines().forEach(table::add);
      table.source = data.source();
    }
    if (table.rows == 0) {
      throw new UserError(file + " has no rows.");
    }
    return table;
  }

  /** Length and checksum of the file. */
  public SourceFile source() {
    return source;
  }

  /** How long a row is. */
  public int columns() {
    return columns;
  }

  /**
   * Dense rows, the caller's.
   *
   * @param length of a row, at least {@link #columns}
   */
  public double[][] dense(int length) {
    double[][] all = new double[rows][length];
    for (int r = 0; r < rows; r++) {
      for (int e = starts[r]; e < starts[r + 1]; e++) {
        all[r][columnOf[e]] = values[e];
      }
    }
    return all;
  }

  /**
   * Adds all rows to some in compressed row form.
   *
   * @param rowStarts of which entries up to {@code at} are known; modified
   * @param at row to begin at
   * @param columns of entries; modified
   * @param entryValues of entries; modified
   */
  public void copyTo(int[] rowStarts, int at, int[] columns, double[] entryValues) {
    int first = rowStarts[at];
    System.arraycopy(columnOf, 0, columns, first, entries);
    System.arraycopy(values, 0, entryValues, first, entries);
    for (int r = 1; r <= rows; r++) {
      rowStarts[at + r] = first + starts[r];
    }
  }

  /** 1 or 0 for each row, the caller's. */
  public double[] targets() {
    return Arrays.copyOf(targets, rows);
  }

  /** How many rows there are. */
  public int rows() {
    return rows;
  }

  /** How many entries there are. */
  public int entries() {
    return entries;
  }

  /** Rows first, first + tasks, first + 2 tasks, ... below limit for each of some tasks. */
  public CsrRows deal(int tasks, int first, int limit) {
    int[][] dealt = new int[tasks][];
    for (int i = 0; i < tasks; i++) {
      int from = first + i;
      dealt[i] = new int[Math.max(0, (Math.min(limit, rows) - from + tasks - 1) / tasks)];
      for (int r = 0; r < dealt[i].length; r++) {
        dealt[i][r] = from + r * tasks;
      }
    }
    return new CsrRows(
        columns,
        Arrays.copyOf(starts, rows + 1),
        Arrays.copyOf(columnOf, entries),
        Arrays.copyOf(values, entries),
        Arrays.copyOf(targets, rows),
        dealt);
  }

  private void add(String text) {
    line++;
    String row = text.strip();
    if (!row.isEmpty()) {
      addRow(row);
    }
  }

  private void addRow(String row) {
    String[] parts = row.split("\\s+", -1);
    room(parts.length - 1);
    targets[rows] = number(parts[0], row) > 0 ? 1 : 0;
    int before = 0;
    for (int p = 1; p < parts.length; p++) {
      int colon = parts[p].indexOf(':');
      double column = colon < 0 ? 0 : number(parts[p].substring(0, colon), row);
      if (column != Math.rint(column) || column <= before || column > columns) {
        throw unfit(
            row, "'" + parts[p] + "' needs a column from " + (before + 1) + " to " + columns);
      }
      before = (int) column;
      columnOf[entries] = before - 1;
      values[entries++] = number(parts[p].substring(colon + 1), row);
    }
    rows++;
    starts[rows] = entries;
  }

  private void room(int more) {
    if (rows + 1 >= targets.length) {
      targets = Arrays.copyOf(targets, 2 * rows + 16);
      starts = Arrays.copyOf(starts, targets.length + 1);
    }
    if (entries + more > values.length) {
      values = Arrays.copyOf(values, 2 * (entries + more));
      columnOf = Arrays.copyOf(columnOf, values.length);
    }
  }

  private double number(String text, String row) {
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw unfit(row, "'" + text + "' is not a number");
    }
    throw unfit(row, "'" + text + "' is not finite");
  }

  private UserError unfit(String row, String why) {
    String shown = row.length() > 40 ? row.substring(0, 40) + "..." : row;
    return new UserError(file + ": line " + line + " ('" + shown + "'): " + why + ".");
  }
}

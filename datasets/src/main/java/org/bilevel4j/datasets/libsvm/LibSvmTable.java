package org.bilevel4j.datasets.libsvm;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.file.CellNumber;
import org.bilevel4j.datasets.file.DataFile;
import org.bilevel4j.datasets.file.TextLines;
import org.bilevel4j.datasets.table.CategoricalColumn;
import org.bilevel4j.datasets.table.DataOrigin;
import org.bilevel4j.datasets.table.LabelledTable;
import org.bilevel4j.datasets.table.SourceFile;
import org.bilevel4j.datasets.table.SparseFeatures;

/**
 * A sparse table in LIBSVM's format, plain or gzipped: one row per line, "label column:value ...",
 * columns from 1 on and ascending. Row r has the entries {@code starts()[r]} to {@code starts()[r +
 * 1] - 1}, in double precision.
 */
public final class LibSvmTable {
  /** Name of the only label column. */
  public static final String LABEL = "label";

  private final String file;
  private final int most;
  private int columns;
  private int[] starts = {0};
  private int[] columnOf = {};
  private double[] values = {};
  private double[] labels = {};
  private int rows;
  private int entries;
  private SourceFile source;

  private LibSvmTable(String file, int most) {
    this.file = file;
    this.most = most;
    this.source = new SourceFile(file, 0, "");
  }

  /**
   * Reads a file whose largest column tells the number of columns.
   *
   * @throws UserError naming the file, and the line when one does not fit
   */
  public static LibSvmTable read(Path file) {
    return read(file, Integer.MAX_VALUE, 0);
  }

  /**
   * Reads a file.
   *
   * @param columns length of a row, at least 1
   * @throws UserError naming the file, and the line when one does not fit
   */
  public static LibSvmTable read(Path file, int columns) {
    return read(file, Args.atLeast(1, columns, "columns of " + file), columns);
  }

  private static LibSvmTable read(Path file, int most, int least) {
    LibSvmTable table = new LibSvmTable(file.toString(), most);
    try (DataFile data = DataFile.open(LibSvmDataset.NAME, file)) {
      TextLines lines = new TextLines(data);
      while (lines.nextNotBlank()) {
        table.add(lines);
      }
      table.source = data.source();
    }
    if (table.rows == 0) {
      throw new UserError(file + " has no rows.");
    }
    table.columns = Math.max(Math.max(1, least), table.columns);
    table.starts = Arrays.copyOf(table.starts, table.rows + 1);
    table.columnOf = Arrays.copyOf(table.columnOf, table.entries);
    table.values = Arrays.copyOf(table.values, table.entries);
    table.labels = Arrays.copyOf(table.labels, table.rows);
    return table;
  }

  /** Length and checksum of the file. */
  public SourceFile source() {
    return source;
  }

  /** How many rows there are. */
  public int rows() {
    return rows;
  }

  /** How many entries there are. */
  public int entries() {
    return entries;
  }

  /** How long a row is. */
  public int columns() {
    return columns;
  }

  /** Where the entries of each row begin, and the number of entries. Read only; not a copy. */
  public int[] starts() {
    return starts;
  }

  /** Column of each entry, from 0 on. Read only; not a copy. */
  public int[] columnOf() {
    return columnOf;
  }

  /** Number of each entry. Read only; not a copy. */
  public double[] values() {
    return values;
  }

  /** 1 for each row whose label is above 0, 0 for the others; the caller's. */
  public double[] targets() {
    return Arrays.stream(labels).map(label -> label > 0 ? 1 : 0).toArray();
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
    System.arraycopy(columnOf, 0, columns, first, entries());
    System.arraycopy(values, 0, entryValues, first, entries());
    for (int r = 1; r <= rows(); r++) {
      rowStarts[at + r] = first + starts[r];
    }
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

  /** Rows first, first + tasks, first + 2 tasks, ... below limit for each of some tasks. */
  public int[][] deal(int tasks, int first, int limit) {
    int[][] dealt = new int[tasks][];
    for (int i = 0; i < tasks; i++) {
      int from = first + i;
      dealt[i] = new int[Math.max(0, (Math.min(limit, rows) - from + tasks - 1) / tasks)];
      for (int r = 0; r < dealt[i].length; r++) {
        dealt[i][r] = from + r * tasks;
      }
    }
    return dealt;
  }

  /**
   * The table in single precision. Its label column {@value #LABEL} has the numbers of the file as
   * classes, ascending, so that of two the larger one is positive.
   *
   * @param name name of the table
   * @throws UserError if a number is too large for single precision
   */
  public LabelledTable table(String name) {
    float[] floats = new float[entries];
    for (int e = 0; e < entries; e++) {
      floats[e] = (float) values[e];
      if (Float.isInfinite(floats[e])) {
        throw new UserError(
            file + ": " + values[e] + " must be at most " + Float.MAX_VALUE + " in size.");
      }
    }
    boolean ones = Arrays.stream(values).allMatch(v -> v == 1);
    double[] classes = Arrays.stream(labels).map(v -> v + 0.0).distinct().sorted().toArray();
    List<String> names = Arrays.stream(classes).mapToObj(LibSvmTable::text).toList();
    int[] codes =
        Arrays.stream(labels).mapToInt(v -> Arrays.binarySearch(classes, v + 0.0)).toArray();
    return new LabelledTable(
        name,
        new SparseFeatures(columns, starts, columnOf, ones ? null : floats),
        List.of(),
        List.of(new CategoricalColumn(LABEL, names, codes)),
        new DataOrigin(name, "not stated", "", List.of(source)));
  }

  private static String text(double label) {
    return label == Math.rint(label) && Math.abs(label) < 1e15
        ? String.format(Locale.ROOT, "%.0f", label)
        : Double.toString(label);
  }

  private void add(TextLines line) {
    char[] text = line.chars();
    int at = skip(text, line.from(), line.to());
    int end = word(text, at, line.to());
    room();
    labels[rows] = number(line, at, end);
    int before = 0;
    for (at = skip(text, end, line.to()); at < line.to(); at = skip(text, end, line.to())) {
      end = word(text, at, line.to());
      before = entry(line, at, end, before);
    }
    rows++;
    starts[rows] = entries;
    columns = Math.max(columns, before);
  }

  /** Adds "column:value"; the column. */
  private int entry(TextLines line, int from, int to, int before) {
    int colon = from;
    while (colon < to && line.chars()[colon] != ':') {
      colon++;
    }
    double column = colon == to ? 0 : number(line, from, colon);
    if (column != Math.rint(column) || column <= before || column > most) {
      String found = new String(line.chars(), from, to - from);
      throw unfit(line, "'" + found + "' needs a column from " + (before + 1) + " to " + most);
    }
    if (entries == values.length) {
      values = Arrays.copyOf(values, 2 * entries + 16);
      columnOf = Arrays.copyOf(columnOf, values.length);
    }
    columnOf[entries] = (int) column - 1;
    values[entries++] = number(line, colon + 1, to);
    return (int) column;
  }

  private void room() {
    if (rows + 1 >= labels.length) {
      labels = Arrays.copyOf(labels, 2 * rows + 16);
      starts = Arrays.copyOf(starts, labels.length + 1);
    }
  }

  private static int skip(char[] text, int at, int end) {
    int to = at;
    while (to < end && text[to] <= ' ') {
      to++;
    }
    return to;
  }

  private static int word(char[] text, int at, int end) {
    int to = at;
    while (to < end && text[to] > ' ') {
      to++;
    }
    return to;
  }

  private double number(TextLines line, int from, int to) {
    double value = CellNumber.parse(line.chars(), from, to);
    if (Double.isNaN(value)) {
      String text = new String(line.chars(), from, to - from);
      throw unfit(line, "'" + text + "' is " + (isNumber(text) ? "not finite" : "not a number"));
    }
    return value;
  }

  private static boolean isNumber(String text) {
    return text.matches("[-+]?(NaN|Infinity|[0-9.]+([eE][-+]?[0-9]+)?)");
  }

  private UserError unfit(TextLines line, String why) {
    String row = TextLines.shown(line.line().strip());
    return new UserError(file + ": line " + line.number() + " ('" + row + "'): " + why + ".");
  }
}

package org.bilevel4j.applications.parts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.oracles.network.CsrRows;

/**
 * A sparse table in LIBSVM's format, plain or gzipped: one row per line, "label column:value ...",
 * columns from 1 on and ascending. Labels above 0 are class 1, the others class 0.
 */
public final class LibSvmRows {
  private final String file;
  private final int columns;
  private int[] starts = {0};
  private int[] columnOf = {};
  private double[] values = {};
  private double[] targets = {};
  private int rows;
  private int entries;

  private LibSvmRows(String file, int columns) {
    this.file = file;
    this.columns = columns;
  }

  /**
   * Reads a file.
   *
   * @param columns length of a row, at least 1
   * @throws UserError naming file and line when a line does not fit
   * @throws IOException when the file cannot be read
   */
  public static LibSvmRows read(Path file, int columns) throws IOException {
    Args.atLeast(1, columns, "columns of " + file);
    LibSvmRows table = new LibSvmRows(file.toString(), columns);
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        table.add(line.strip());
      }
    }
    return table;
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

  private void add(String line) {
    String[] parts = line.split(" +", -1);
    room(parts.length - 1);
    targets[rows] = number(parts[0], line) > 0 ? 1 : 0;
    int before = 0;
    for (int p = 1; p < parts.length; p++) {
      int colon = parts[p].indexOf(':');
      double column = colon < 0 ? 0 : number(parts[p].substring(0, colon), line);
      if (column != Math.rint(column) || column <= before || column > columns) {
        throw unfit(
            line, "'" + parts[p] + "' needs a column from " + (before + 1) + " to " + columns);
      }
      before = (int) column;
      columnOf[entries] = before - 1;
      values[entries++] = number(parts[p].substring(colon + 1), line);
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

  private double number(String text, String line) {
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw unfit(line, "'" + text + "' is not a number");
    }
    throw unfit(line, "'" + text + "' is not finite");
  }

  private UserError unfit(String line, String why) {
    String shown = line.length() > 40 ? line.substring(0, 40) + "..." : line;
    return new UserError(file + ": line " + (rows + 1) + " ('" + shown + "'): " + why + ".");
  }
}

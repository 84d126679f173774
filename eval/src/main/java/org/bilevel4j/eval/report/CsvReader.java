package org.bilevel4j.eval.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bilevel4j.core.util.UserError;

/**
 * Reads a table of numbers: a header line, then rows. Cells are separated by commas and may be
 * quoted (RFC 4180); an empty cell is NaN. A line counts once its line end is written, so the torn
 * last line of a killed process is left out.
 */
final class CsvReader {
  private final Path file;

  CsvReader(Path file) {
    this.file = file;
  }

  /** Reads the whole file; errors name file, line and column. */
  Series read() {
    List<String> lines = completeLines(TextFiles.read(file));
    if (lines.isEmpty()) {
      throw new UserError(
          file + " has no header line.", "the run was killed before its first step.");
    }
    List<String> names = cells(lines.get(0), 1);
    checkHeader(names);
    List<double[]> rows = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        rows.add(row(lines.get(i), i + 1, names, rows));
      }
    }
    Map<String, double[]> columns = new LinkedHashMap<>();
    for (int c = 0; c < names.size(); c++) {
      int column = c;
      columns.put(names.get(c), rows.stream().mapToDouble(r -> r[column]).toArray());
    }
    return new Series(columns);
  }

  private static List<String> completeLines(String text) {
    int end = text.lastIndexOf('\n');
    return end < 0 ? List.of() : text.substring(0, end).lines().toList();
  }

  private void checkHeader(List<String> names) {
    Map<String, Integer> seen = new LinkedHashMap<>();
    for (int c = 0; c < names.size(); c++) {
      String name = names.get(c);
      if (name.isBlank()) {
        throw at(1, c, "", "the column has no name");
      }
      Integer before = seen.put(name, c);
      if (before != null) {
        throw at(1, c, name, "the column is there already as number " + (before + 1));
      }
    }
    if (!seen.containsKey(Series.STEP)) {
      throw new UserError(
          file + ", line 1: the column 'step' is missing.", "the file is not a metrics file.");
    }
  }

  private double[] row(String line, int number, List<String> names, List<double[]> before) {
    List<String> cells = cells(line, number);
    if (cells.size() != names.size()) {
      throw new UserError(
          file
              + ", line "
              + number
              + ": "
              + cells.size()
              + " cells, the header has "
              + names.size()
              + ".");
    }
    double[] row = new double[cells.size()];
    for (int c = 0; c < row.length; c++) {
      row[c] = number(cells.get(c).strip(), number, c, names.get(c));
    }
    int step = names.indexOf(Series.STEP);
    double last = before.isEmpty() ? Double.NEGATIVE_INFINITY : before.get(before.size() - 1)[step];
    if (!(row[step] > last)) {
      throw at(number, step, Series.STEP, row[step] + " does not come after " + last);
    }
    return row;
  }

  private double number(String cell, int line, int column, String name) {
    if (cell.isEmpty()) {
      return Double.NaN;
    }
    try {
      return Double.parseDouble(cell);
    } catch (NumberFormatException e) {
      throw at(line, column, name, "'" + cell + "' is not a number");
    }
  }

  private List<String> cells(String line, int number) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      boolean doubled = quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"';
      if (doubled) {
        cell.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    if (quoted) {
      throw at(number, cells.size(), "", "the quote is not closed");
    }
    cells.add(cell.toString());
    return cells;
  }

  private UserError at(int line, int column, String name, String what) {
    String named = name.isEmpty() ? "" : " (" + name + ")";
    return new UserError(
        file + ", line " + line + ", column " + (column + 1) + named + ": " + what + ".");
  }
}

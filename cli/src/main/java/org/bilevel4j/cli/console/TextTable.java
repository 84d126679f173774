package org.bilevel4j.cli.console;

import java.util.ArrayList;
import java.util.List;

/** Columns of text under each other, aligned to the left. */
public final class TextTable {
  private static final String GAP = "  ";

  private final List<String[]> rows = new ArrayList<>();

  /** Adds a row; all rows have the same number of cells. */
  public TextTable row(String... cells) {
    rows.add(cells.clone());
    return this;
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The lines, without trailing spaces. */
  public List<String> lines() {
    int[] widths = new int[rows.isEmpty() ? 0 : rows.get(0).length];
    for (String[] row : rows) {
      for (int c = 0; c < row.length; c++) {
        widths[c] = Math.max(widths[c], row[c].length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < row.length; c++) {
        line.append(c == 0 ? "" : GAP).append(row[c]);
        line.append(" ".repeat(widths[c] - row[c].length()));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}

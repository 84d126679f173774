package org.bilevel4j.benchmarks.race;

import java.util.ArrayList;
import java.util.List;

/** Rows of text under a heading, for a terminal or for Markdown. */
final class RaceTable {
  private final List<String> heading;
  private final List<List<String>> rows = new ArrayList<>();

  RaceTable(String... heading) {
    this.heading = List.of(heading);
  }

  void add(String... cells) {
    if (cells.length != heading.size()) {
      throw new IllegalArgumentException(
          "a row of " + cells.length + " cells under a heading of " + heading.size());
    }
    rows.add(List.of(cells));
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** Columns in line, separated by two spaces. */
  String text() {
    StringBuilder out = new StringBuilder();
    int[] width = new int[heading.size()];
    List<List<String>> all = new ArrayList<>(rows);
    all.add(0, heading);
    for (List<String> row : all) {
      for (int c = 0; c < width.length; c++) {
        width[c] = Math.max(width[c], row.get(c).length());
      }
    }
    for (List<String> row : all) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < width.length; c++) {
        line.append(row.get(c)).append(" ".repeat(width[c] - row.get(c).length() + 2));
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
    return out.toString();
  }

  /** A Markdown table. */
  String markdown() {
    StringBuilder out = new StringBuilder();
    line(out, heading);
    line(out, heading.stream().map(h -> "---").toList());
    rows.forEach(r -> line(out, r));
    return out.toString();
  }

  private static void line(StringBuilder out, List<String> cells) {
    out.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}

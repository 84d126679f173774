package org.bilevel4j.datasets.csv;

import java.util.HashMap;
import java.util.Map;
import org.bilevel4j.datasets.file.CellNumber;
import org.jspecify.annotations.Nullable;

/**
 * The first walk: counts rows and decides the type of the columns that no rule declares, so that
 * the second one fills arrays of the right length and type.
 */
final class CsvSurvey implements CellVisitor {
  private final CsvErrors errors;
  private final CsvHeader header;
  private final int[] numbers;
  private final int[] texts;
  private final boolean[] zero;
  private final boolean[] one;
  private final boolean[] other;
  private final Map<Integer, Text> firstTexts = new HashMap<>();
  private int rows;

  /** A cell that is no number. */
  private record Text(String text, long line) {}

  CsvSurvey(CsvErrors errors, CsvHeader header) {
    this.errors = errors;
    this.header = header;
    this.numbers = new int[header.columns()];
    this.texts = new int[header.columns()];
    this.zero = new boolean[header.columns()];
    this.one = new boolean[header.columns()];
    this.other = new boolean[header.columns()];
  }

  @Override
  public void cell(int row, int column, char[] text, int from, int to, long line) {
    if (header.role(column) != ColumnRole.INPUT) {
      return;
    }
    double value = CellNumber.parse(text, from, to);
    if (Double.isNaN(value)) {
      if (texts[column]++ == 0) {
        firstTexts.put(column, new Text(shown(text, from, to), line));
      }
    } else {
      numbers[column]++;
      zero[column] |= value == 0;
      one[column] |= value == 1;
      other[column] |= value != 0 && value != 1;
    }
  }

  private static String shown(char[] text, int from, int to) {
    return CsvErrors.shown(new String(text, from, Math.min(to - from, 100)));
  }

  @Override
  public void row(int row, long line) {
    rows = row + 1;
  }

  int rows() {
    return rows;
  }

  CsvHeader header() {
    return header;
  }

  CsvErrors errors() {
    return errors;
  }

  /**
   * Decides the types that no rule declares.
   *
   * @param detectLabels whether columns of 0 and 1 become labels
   */
  void decide(boolean detectLabels) {
    boolean labelled = false;
    for (int c = 0; c < header.columns(); c++) {
      boolean binary = texts[c] == 0 && zero[c] && one[c] && !other[c];
      if (header.role(c) == ColumnRole.INPUT) {
        header.decide(c, type(c, detectLabels && binary && !header.isRuled(c)));
      }
      labelled |= header.role(c) == ColumnRole.LABEL || header.role(c) == ColumnRole.CLASSES;
    }
    if (detectLabels && !labelled) {
      throw errors.inFile(
          "has no label column: no column holds 0 and 1 and nothing else.",
          "the label columns must be named, and the positive class where it is another word.");
    }
  }

  private ColumnRole type(int column, boolean label) {
    if (label) {
      return ColumnRole.LABEL;
    }
    if (texts[column] == 0) {
      return ColumnRole.NUMERIC;
    }
    @Nullable Text first = firstTexts.get(column);
    if (first != null && numbers[column] > texts[column]) {
      throw errors.inCell(
          first.line(),
          column,
          header.name(column),
          "found '" + first.text() + "', must be a finite number as most of its cells are.",
          "the text stands for a missing cell, or the column is categorical; either can be"
              + " declared.");
    }
    return ColumnRole.CATEGORICAL;
  }
}

package org.bilevel4j.datasets.letter;

import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.file.DataFile;
import org.bilevel4j.datasets.table.FloatFeatures;
import org.bilevel4j.datasets.table.LabelledTable;

/** Parses letter-recognition.data: lines of a capital letter and 16 whole numbers 0..15. */
final class LetterParser {
  private static final int LIMIT = 4_000_000;

  private final DataFile file;
  private final byte[] text;
  private final float[] features = new float[LetterData.ROWS * LetterData.COLS];
  private final int[] labels = new int[LetterData.ROWS];
  private final int[] counts = new int[LetterData.CLASSES];

  private LetterParser(DataFile file) {
    this.file = file;
    this.text = file.readRest(LIMIT);
  }

  /** Reads the whole file; it must be complete. */
  static LabelledTable parse(DataFile file) {
    return new LetterParser(file).table();
  }

  private LabelledTable table() {
    int rows = 0;
    int start = 0;
    while (start < text.length) {
      int end = start;
      while (end < text.length && text[end] != '\n') {
        end++;
      }
      if (rows == LetterData.ROWS) {
        throw error(rows + 1, "more than " + LetterData.ROWS + " rows, all there are.");
      }
      int last = end > start && text[end - 1] == '\r' ? end - 1 : end;
      row(rows++, start, last);
      start = end + 1;
    }
    checkComplete(rows);
    return new LabelledTable(
        "letter",
        new FloatFeatures(LetterData.ROWS, LetterData.COLS, features),
        labels,
        LetterData.CLASS_NAMES,
        LetterData.origin(file.source()));
  }

  private void row(int row, int start, int end) {
    int fields = end > start ? 1 : 0;
    for (int i = start; i < end; i++) {
      fields += text[i] == ',' ? 1 : 0;
    }
    if (fields != LetterData.COLS + 1) {
      throw error(
          row + 1, "number of fields is " + fields + ", must be " + (LetterData.COLS + 1) + ".");
    }
    int from = start;
    for (int field = 0; field < fields; field++) {
      int to = from;
      while (to < end && text[to] != ',') {
        to++;
      }
      if (field == 0) {
        labels[row] = label(row, from, to);
        counts[labels[row]]++;
      } else {
        features[row * LetterData.COLS + field - 1] = number(row, field, from, to);
      }
      from = to + 1;
    }
  }

  private int label(int row, int from, int to) {
    if (to - from != 1 || text[from] < 'A' || text[from] > 'Z') {
      throw error(row + 1, "column 1 (letter): found '" + shown(from, to) + "', must be A to Z.");
    }
    return text[from] - 'A';
  }

  private float number(int row, int field, int from, int to) {
    int value = 0;
    boolean digits = to > from && to - from <= 3;
    for (int i = from; i < to && digits; i++) {
      digits = text[i] >= '0' && text[i] <= '9';
      value = 10 * value + (text[i] - '0');
    }
    if (!digits || value > LetterData.MAX_VALUE) {
      throw error(
          row + 1,
          "column "
              + (field + 1)
              + " ("
              + LetterData.COLUMN_NAMES.get(field - 1)
              + "): found '"
              + shown(from, to)
              + "', must be a whole number from 0 to "
              + LetterData.MAX_VALUE
              + ".");
    }
    return value;
  }

  private void checkComplete(int rows) {
    if (rows != LetterData.ROWS) {
      throw new UserError(
          file.dataset()
              + ": "
              + file.location()
              + " has "
              + rows
              + " rows, must have "
              + LetterData.ROWS
              + ".",
          "the file was cut; the embedded copy is complete.");
    }
    for (int c = 0; c < counts.length; c++) {
      if (counts[c] != LetterData.CLASS_COUNTS.get(c)) {
        throw new UserError(
            file.dataset()
                + ": "
                + file.location()
                + " has "
                + counts[c]
                + " rows of class "
                + LetterData.CLASS_NAMES.get(c)
                + ", must have "
                + LetterData.CLASS_COUNTS.get(c)
                + ".",
            "labels were changed; the embedded copy is the published one.");
      }
    }
  }

  private String shown(int from, int to) {
    StringBuilder out = new StringBuilder();
    for (int i = from; i < Math.min(to, from + 20); i++) {
      out.append(text[i] >= ' ' && text[i] < 127 ? (char) text[i] : '?');
    }
    return to - from > 20 ? out + "..." : out.toString();
  }

  private UserError error(int line, String what) {
    return new UserError(
        file.dataset() + ": " + file.location() + ", line " + line + ": " + what,
        "the file is damaged or another one; the embedded copy is complete.");
  }
}

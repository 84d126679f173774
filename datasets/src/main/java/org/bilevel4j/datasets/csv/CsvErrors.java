package org.bilevel4j.datasets.csv;

import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.file.DataFile;

/** Sentences that name data set, file, line, column and value. */
final class CsvErrors {
  private static final int SHOWN = 40;

  private final String file;

  CsvErrors(DataFile file) {
    this.file = file.dataset() + ": " + file.location();
  }

  /** An error about the whole file; {@code what} follows the file's name. */
  UserError inFile(String what, String cure) {
    return new UserError(file + " " + what, cure);
  }

  /** An error about a line. */
  UserError inLine(long line, String what, String cure) {
    return new UserError(file + ", line " + line + ": " + what, cure);
  }

  /** An error about a cell; {@code column} counts from 0. */
  UserError inCell(long line, int column, String name, String what, String cure) {
    return inLine(line, "column " + (column + 1) + " (" + shown(name) + "): " + what, cure);
  }

  /** A text as messages show it: short, without control characters. */
  static String shown(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < Math.min(text.length(), SHOWN); i++) {
      char c = text.charAt(i);
      out.append(Character.isISOControl(c) ? ' ' : c);
    }
    return text.length() > SHOWN ? out + "..." : out.toString();
  }
}

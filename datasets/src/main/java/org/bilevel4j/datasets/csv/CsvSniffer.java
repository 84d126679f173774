package org.bilevel4j.datasets.csv;

import java.util.function.Supplier;
import org.bilevel4j.datasets.file.DataFile;
import org.bilevel4j.datasets.file.DataText;

/** Finds the separator: the one that the first line has most often outside quotes. */
final class CsvSniffer {
  /** Characters that are looked at. */
  static final int BUFFER = 1 << 16;

  private CsvSniffer() {}

  static char separator(Supplier<DataFile> opener, CsvOptions options) {
    if (options.separator() != Separator.DETECTED) {
      return options.separator().character();
    }
    try (DataFile file = opener.get();
        DataText text = new DataText(file, options.charset(), options.limits().bytes())) {
      return mostFrequent(text);
    }
  }

  private static char mostFrequent(DataText text) {
    char[] buffer = new char[BUFFER];
    int length = 0;
    int n;
    while (length < BUFFER && (n = text.read(buffer, length, BUFFER - length)) > 0) {
      length += n;
    }
    int[] counts = new int[128];
    boolean quoted = false;
    boolean begun = false;
    for (int i = 0; i < length; i++) {
      char c = buffer[i];
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == '\n' || c == '\r') && begun) {
        break;
      } else if (!quoted && c < 128) {
        counts[c]++;
      }
      begun |= c > ' ';
    }
    Separator best = Separator.COMMA;
    for (Separator s : new Separator[] {Separator.SEMICOLON, Separator.TAB}) {
      best = counts[s.character()] > counts[best.character()] ? s : best;
    }
    return best.character();
  }
}

package org.bilevel4j.datasets.arff;

import java.util.List;
import org.bilevel4j.datasets.file.CellNumber;
import org.bilevel4j.datasets.file.TextLines;

/** A cursor in one line: words, quoted texts with backslash escapes, numbers. */
final class ArffLine {
  private final TextLines lines;
  private int at;

  ArffLine(TextLines lines) {
    this.lines = lines;
  }

  /** Goes to the first character of the line that is no white space; whether there is one. */
  boolean begin() {
    at = lines.from();
    skip();
    return !ended();
  }

  boolean ended() {
    return at >= lines.to();
  }

  boolean at(char c) {
    return !ended() && lines.chars()[at] == c;
  }

  boolean quoted() {
    return at('\'') || at('"');
  }

  void skip() {
    while (!ended() && lines.chars()[at] <= ' ') {
      at++;
    }
  }

  /** Takes a character behind white space; false if another one stands there. */
  boolean take(char c) {
    skip();
    boolean found = at(c);
    at += found ? 1 : 0;
    return found;
  }

  /** What stands before the next white space. */
  String word() {
    skip();
    int from = at;
    while (!ended() && lines.chars()[at] > ' ') {
      at++;
    }
    return new String(lines.chars(), from, at - from);
  }

  /**
   * A quoted text, or what stands before one of the ends, without white space at its own end; a
   * backslash stands for the character after it.
   */
  String token(String ends) {
    skip();
    if (quoted()) {
      return quotedText();
    }
    StringBuilder out = new StringBuilder();
    int length = 0;
    while (!ended() && ends.indexOf(lines.chars()[at]) < 0) {
      boolean escape = at('\\') && at + 1 < lines.to();
      at += escape ? 1 : 0;
      char c = lines.chars()[at++];
      out.append(c);
      length = c > ' ' || escape ? out.length() : length;
    }
    out.setLength(length);
    return out.toString();
  }

  private String quotedText() {
    char quote = lines.chars()[at++];
    StringBuilder out = new StringBuilder();
    while (!at(quote)) {
      at += at('\\') ? 1 : 0;
      if (ended()) {
        throw lines.error(
            "has a quote that is not closed.", "a quote inside a text must be written \\" + quote);
      }
      out.append(lines.chars()[at++]);
    }
    at++;
    return out.toString();
  }

  /** Takes the number of an unquoted cell; NaN, and nothing is taken, if the cell is none. */
  double number() {
    int to = at;
    char[] text = lines.chars();
    while (to < lines.to() && text[to] != ',' && text[to] != '}') {
      to++;
    }
    int end = to;
    while (end > at && text[end - 1] <= ' ') {
      end--;
    }
    double number = CellNumber.parse(text, at, end);
    at = Double.isNaN(number) ? at : to;
    return number;
  }

  /** Takes {@code {value, value, ...}}. */
  void braces(List<String> out) {
    take('{');
    do {
      out.add(token(",}"));
    } while (take(','));
    if (!take('}')) {
      throw lines.error("lacks the closing } of its values.", "the line was cut.");
    }
  }
}

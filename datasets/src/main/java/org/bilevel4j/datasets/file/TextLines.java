package org.bilevel4j.datasets.file;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bilevel4j.core.util.UserError;

/**
 * The lines of a text file in UTF-8, one after another and without their ends. Memory is that of
 * the longest line; a file or a line that is too long is refused.
 */
public final class TextLines {
  /** Unpacked bytes that a file may have unless another limit is given: 2 GiB. */
  public static final long USUAL_BYTES = 1L << 31;

  private static final int LONGEST_LINE = 1 << 26;
  private static final int SHOWN = 40;

  private final DataFile file;
  private final DataText text;
  private char[] buffer = new char[1 << 16];
  private int filled;
  private int from;
  private int to;
  private int next;
  private int number;
  private boolean ended;

  /** The lines of a file of at most {@link #USUAL_BYTES}; the file is closed by its owner. */
  public TextLines(DataFile file) {
    this(file, USUAL_BYTES);
  }

  /**
   * The lines of a file.
   *
   * @param file the file; closed by its owner
   * @param limit unpacked bytes that it may have
   */
  public TextLines(DataFile file, long limit) {
    this.file = file;
    this.text = new DataText(file, StandardCharsets.UTF_8, limit);
  }

  /** Goes to the next line; false at the end of the file. */
  public boolean next() {
    from = next;
    int at = from;
    while (true) {
      while (at < filled && buffer[at] != '\n') {
        at++;
      }
      if (at < filled || ended) {
        break;
      }
      at = more(at);
    }
    if (at == filled && at == from) {
      return false;
    }
    next = Math.min(at + 1, filled);
    to = at > from && buffer[at - 1] == '\r' ? at - 1 : at;
    number++;
    return true;
  }

  /** Goes to the next line that is not blank; false at the end of the file. */
  public boolean nextNotBlank() {
    while (next()) {
      for (int i = from; i < to; i++) {
        if (buffer[i] > ' ') {
          return true;
        }
      }
    }
    return false;
  }

  /** Moves the begun line to the front and reads on; the place of {@code at} afterwards. */
  private int more(int at) {
    int begun = filled - from;
    if (begun > LONGEST_LINE) {
      number++;
      throw error(
          "has more than " + LONGEST_LINE + " characters, the limit.",
          "the line ends are other ones, or it is another file.");
    }
    char[] target = begun > buffer.length / 2 ? new char[2 * buffer.length] : buffer;
    System.arraycopy(buffer, from, target, 0, begun);
    buffer = target;
    int n = text.read(buffer, begun, buffer.length - begun);
    ended = n < 0;
    filled = begun + Math.max(0, n);
    int moved = at - from;
    from = 0;
    return moved;
  }

  /** Number of the line, from 1. */
  public int number() {
    return number;
  }

  /** Holds the line from {@link #from} to {@link #to}; valid until the next line, not modified. */
  public char[] chars() {
    return buffer;
  }

  /** First place of the line in {@link #chars}. */
  public int from() {
    return from;
  }

  /** End of the line in {@link #chars}, exclusive. */
  public int to() {
    return to;
  }

  /** The line. */
  public String line() {
    return new String(buffer, from, to - from);
  }

  /** The cells of the line between a separator, each without white space at its ends. */
  public String[] cells(char separator) {
    String[] cells = line().split("[" + separator + "]", -1);
    Arrays.setAll(cells, k -> cells[k].strip());
    return cells;
  }

  /** An error about the line: file, line and {@code what}. */
  public UserError error(String what, String cure) {
    return new UserError(
        file.dataset() + ": " + file.location() + ", line " + number + ": " + what, cure);
  }

  /** A text as messages show it: short. */
  public static String shown(String text) {
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
  }
}

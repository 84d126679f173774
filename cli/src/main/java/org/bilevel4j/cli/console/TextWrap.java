package org.bilevel4j.cli.console;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Cuts long text into lines. */
public final class TextWrap {
  private TextWrap() {}

  /** Prints a text in lines that fit the terminal. */
  public static void print(String text, PrintWriter out) {
    lines(text, Terminal.textWidth()).forEach(out::println);
  }

  /** The lines of a text, each at most so long where words allow. */
  public static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    for (String paragraph : text.lines().toList()) {
      StringBuilder line = new StringBuilder(paragraph.length());
      String indent =
          paragraph.substring(0, paragraph.length() - paragraph.stripLeading().length());
      if (paragraph.length() <= width) {
        lines.add(paragraph);
        continue;
      }
      for (String word : paragraph.strip().split(" ", -1)) {
        if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
          lines.add(line.toString());
          line.setLength(0);
        }
        line.append(line.isEmpty() ? indent : " ").append(word);
      }
      lines.add(line.toString());
    }
    return lines;
  }
}

package org.bilevel4j.cli.console;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/** What arms have to say, printed. */
public final class RemarkPrinter {
  private RemarkPrinter() {}

  /**
   * Prints every remark under its arm's label.
   *
   * @param remarks by label
   */
  public static void print(Map<String, List<String>> remarks, PrintWriter out) {
    remarks.forEach((arm, all) -> all.forEach(text -> TextWrap.print(arm + ": " + text, out)));
    out.flush();
  }
}

package org.bilevel4j.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/** What arms have to say, printed. */
final class Remarks {
  private static final int WIDTH = 100;

  private Remarks() {}

  /**
   * Prints every remark under its arm's label.
   *
   * @param remarks by label
   */
  static void print(Map<String, List<String>> remarks, PrintWriter out) {
    remarks.forEach(
        (arm, all) ->
            all.forEach(text -> Wrap.lines(arm + ": " + text, WIDTH).forEach(out::println)));
    out.flush();
  }
}

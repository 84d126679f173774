package org.bilevel4j.cli.console;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was printed before the runs and is not repeated after them.
 *
 * @param remarks by label
 * @param shortage whether it was said that there are too few seeds for a test to pass
 */
public record Said(Map<String, List<String>> remarks, boolean shortage) {
  /** Nothing was printed. */
  public static final Said NOTHING = new Said(Map.of(), false);

  /** Prints remarks and what there is to say on the number of seeds. */
  public static Said of(
      Map<String, List<String>> remarks, Optional<String> shortage, PrintWriter screen) {
    RemarkPrinter.print(remarks, screen);
    shortage.ifPresent(s -> TextWrap.print(s, screen));
    screen.flush();
    return new Said(Map.copyOf(remarks), shortage.isPresent());
  }
}

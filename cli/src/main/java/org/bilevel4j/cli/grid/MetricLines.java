package org.bilevel4j.cli.grid;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bilevel4j.core.util.UserError;

/** The whole lines of a metric file: the step of each, and where it lies. */
final class MetricLines {
  private record Line(long step, int begin, int end) {}

  private final int start;
  private final List<Line> lines = new ArrayList<>();

  private MetricLines(int start) {
    this.start = start;
  }

  /**
   * Reads a file; a last line without its end, which a killed process may leave, does not count.
   *
   * @param header what the file must begin with; may be empty
   * @param before what stands before the step in every line
   * @throws UserError when it is missing, has another header or a line without a step
   */
  static MetricLines read(Path file, String header, String before) throws IOException {
    if (!Files.exists(file)) {
      throw refused(file, " is missing, though its run has a checkpoint.");
    }
    // one character a byte, so that places in the text are places in the file
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    String begin = new String(header.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    if (!text.startsWith(begin)) {
      throw refused(file, " has other columns than this run.");
    }
    MetricLines all = new MetricLines(begin.length());
    int at = all.start;
    for (int next = text.indexOf('\n', at); next >= 0; next = text.indexOf('\n', at)) {
      all.lines.add(new Line(step(file, text.substring(at, next), before), at, next + 1));
      at = next + 1;
    }
    return all;
  }

  private static long step(Path file, String line, String before) {
    try {
      return Long.parseLong(line.substring(before.length(), line.indexOf(',')));
    } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
      throw refused(file, " is damaged: a line does not begin with its step.");
    }
  }

  /** The error of a file that its run cannot go on with. */
  static UserError refused(Path file, String what) {
    return new UserError(
        file + what,
        "remove the folder " + file.getParent() + "; the run then starts from step 0.");
  }

  /** The last step that is not after the given one; -1 when there is none. */
  long lastUpTo(long step) {
    long last = -1;
    for (Line line : lines) {
      if (line.step <= step) {
        last = Math.max(last, line.step);
      }
    }
    return last;
  }

  /** Where the line of a step begins; where lines begin when there is none. */
  int begin(long step) {
    return lines.stream().filter(l -> l.step == step).findFirst().map(Line::begin).orElse(start);
  }

  /** Where the line of a step ends; where lines begin when there is none. */
  int end(long step) {
    return lines.stream().filter(l -> l.step == step).findFirst().map(Line::end).orElse(start);
  }
}

package org.bilevel4j.cli.console;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Path;

/** What the launcher tells about the terminal and about how it was called. */
public final class Terminal {
  private static final int NARROWEST = 40;
  private static final int USUAL = 80;

  private Terminal() {}

  /**
   * Sends what this program says to where the launcher's errors go, which it passes in place of the
   * input. What Java says itself goes through the launcher's filter.
   */
  public static void openErrors() {
    if (System.getProperty("bilevel4j.errors", "").equals("stdin")) {
      Charset charset = Charset.forName(System.getProperty("native.encoding", "UTF-8"));
      OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.in));
      System.setErr(new PrintStream(out, true, charset));
    }
  }

  /** Whether errors go to a terminal that can redraw a line. */
  public static boolean isInteractive() {
    return System.getProperty("bilevel4j.columns") != null;
  }

  /** The columns of the terminal, at least 40; 80 where there is none. */
  public static int columns() {
    return Math.max(NARROWEST, Integer.getInteger("bilevel4j.columns", USUAL));
  }

  /** Where running text is cut: at most 100 columns. */
  public static int textWidth() {
    return isInteractive() ? Math.min(100, columns()) : 100;
  }

  /** A command line that can be pasted into a shell: the launcher as it was called, then words. */
  public static String commandLine(Iterable<String> words) {
    StringBuilder line =
        new StringBuilder(quoted(System.getProperty("bilevel4j.launcher", "bilevel4j")));
    for (String word : words) {
      line.append(' ').append(quoted(word));
    }
    return line.toString();
  }

  /** A path as an argument: relative to the working directory where it is below it. */
  public static String path(Path path) {
    Path here = Path.of("").toAbsolutePath();
    Path whole = path.toAbsolutePath().normalize();
    return whole.startsWith(here) ? here.relativize(whole).toString() : whole.toString();
  }

  private static String quoted(String word) {
    return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}

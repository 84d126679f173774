package org.bilevel4j.integration;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.bilevel4j.cli.Main;

/** Commands typed into this process; everything they print is caught. */
public final class Typed {
  private Typed() {}

  /** Runs one command. */
  public static Answer answer(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream before = System.err;
    try (PrintStream caught = new PrintStream(err, true, StandardCharsets.UTF_8)) {
      System.setErr(caught);
      int code = Main.commandLine(words).setOut(writer(out)).setErr(writer(caught)).execute(words);
      return new Answer(
          code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setErr(before);
    }
  }

  private static PrintWriter writer(OutputStream out) {
    return new PrintWriter(out, true, StandardCharsets.UTF_8);
  }
}

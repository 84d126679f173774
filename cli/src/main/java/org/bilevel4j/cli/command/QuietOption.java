package org.bilevel4j.cli.command;

import java.io.OutputStream;
import java.io.PrintStream;
import picocli.CommandLine.Option;

/** {@code --quiet}: errors and the path of the result alone. */
final class QuietOption {

  @Option(
      names = {"-q", "--quiet"},
      description = "Print errors and the path of the result alone.")
  private boolean quiet;

  boolean isOn() {
    return quiet;
  }

  /** Where progress is shown. */
  PrintStream progress() {
    return quiet ? new PrintStream(OutputStream.nullOutputStream()) : System.err;
  }
}

package org.bilevel4j.cli.command;

import picocli.CommandLine.Option;

/** {@code --quiet}: errors and the last line alone. */
final class QuietOption {

  @Option(
      names = {"-q", "--quiet"},
      description = "Print errors and the last line alone.")
  private boolean quiet;

  boolean isOn() {
    return quiet;
  }
}

package org.bilevel4j.cli.command;

import org.bilevel4j.core.util.Args;
import picocli.CommandLine.Option;

/** {@code --threads}: how many threads share the work. */
final class ThreadsOption {
  private static final int MOST = 1024;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads for all runs together (default: all cores); results do not depend on it.")
  private int threads = Runtime.getRuntime().availableProcessors();

  /**
   * The number asked for.
   *
   * @throws org.bilevel4j.core.util.UserError when no machine has so many
   */
  int count() {
    Args.atLeast(1, threads, "--threads");
    return Args.atMost(MOST, threads, "--threads");
  }
}

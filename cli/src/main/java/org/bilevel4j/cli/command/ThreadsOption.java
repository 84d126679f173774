package org.bilevel4j.cli.command;

import java.util.List;
import org.bilevel4j.core.util.Args;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --threads}: how many threads share the work. */
final class ThreadsOption {
  private static final int MOST = 1024;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads for all runs together (default: all cores); results do not depend on it.")
  private @Nullable Integer asked;

  /**
   * The number asked for.
   *
   * @throws org.bilevel4j.core.util.UserError when no machine has so many
   */
  int count() {
    if (asked == null) {
      return Runtime.getRuntime().availableProcessors();
    }
    Args.atLeast(1, asked, "--threads");
    return Args.atMost(MOST, asked, "--threads");
  }

  /** The option as it was given, for a command line that goes on. */
  List<String> words() {
    return asked == null ? List.of() : List.of("--threads", asked.toString());
  }
}

package org.bilevel4j.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bilevel4j.cli.console.Terminal;
import org.bilevel4j.core.util.UserError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --data}: where data is looked for before the usual places. */
final class DataOption {

  @Option(names = "--data", paramLabel = "DIR", description = "Look for data here first.")
  private @Nullable Path data;

  /**
   * The folder asked for.
   *
   * @throws UserError when it is none
   */
  Optional<Path> folder() {
    if (data != null && !Files.isDirectory(data)) {
      throw new UserError("--data " + data + " is not a folder.");
    }
    return Optional.ofNullable(data);
  }

  /** The option as it was given, for a command line that goes on. */
  List<String> words() {
    return data == null ? List.of() : List.of("--data", Terminal.path(data));
  }
}

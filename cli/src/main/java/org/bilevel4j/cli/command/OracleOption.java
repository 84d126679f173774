package org.bilevel4j.cli.command;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How derivatives are made, for every command that asks for some. */
final class OracleOption {
  @Option(
      names = "--oracle",
      paramLabel = "NAME",
      description =
          "How derivatives are made, as in autodiff or finite-difference(step=1e-4) (default: the"
              + " application's own); 'list oracles' shows them.")
  private @Nullable String oracle;

  /** The oracle as it was typed; empty means the application's own. */
  Optional<String> typed() {
    return Optional.ofNullable(oracle);
  }
}

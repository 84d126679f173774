package org.bilevel4j.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of the {@code bilevel4j} program; every command is a class of its own. */
@Command(
    name = "bilevel4j",
    description = "Stochastic min-max bilevel optimization: run, compare and report.",
    subcommands = VersionCommand.class,
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.class,
    synopsisSubcommandLabel = "COMMAND")
public final class Main {

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    if (Boolean.getBoolean("bilevel4j.eraseLine")) {
      // The launcher's terminal shows Java's notice of the Vector API: one line up, clear it.
      System.err.print("\033[1A\033[2K");
    }
    System.exit(commandLine().execute(args));
  }

  /** The command line with all commands, for {@link #main} and for tests. */
  static CommandLine commandLine() {
    return new CommandLine(new Main());
  }
}

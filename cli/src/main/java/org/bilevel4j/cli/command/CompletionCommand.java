package org.bilevel4j.cli.command;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code bilevel4j completion}: the script that completes commands and options. */
@Command(
    name = "completion",
    description = {
      "Print a script for bash and zsh that completes commands and options.",
      "In a shell: source <(./bilevel4j completion)"
    },
    mixinStandardHelpOptions = true)
public final class CompletionCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    CommandSpec root = spec.root();
    spec.commandLine().getOut().print(AutoComplete.bash(root.name(), root.commandLine()));
    spec.commandLine().getOut().flush();
  }
}

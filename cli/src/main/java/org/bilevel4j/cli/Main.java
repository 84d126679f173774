package org.bilevel4j.cli;

import java.util.Arrays;
import org.bilevel4j.cli.command.CheckCommand;
import org.bilevel4j.cli.command.CompareCommand;
import org.bilevel4j.cli.command.CompletionCommand;
import org.bilevel4j.cli.command.DataCommand;
import org.bilevel4j.cli.command.DescribeCommand;
import org.bilevel4j.cli.command.ListCommand;
import org.bilevel4j.cli.command.NewCommand;
import org.bilevel4j.cli.command.ReportCommand;
import org.bilevel4j.cli.command.RunCommand;
import org.bilevel4j.cli.command.RunsCommand;
import org.bilevel4j.cli.command.SolveCommand;
import org.bilevel4j.cli.command.TuneCommand;
import org.bilevel4j.cli.command.VersionCommand;
import org.bilevel4j.cli.console.ErrorHandlers;
import org.bilevel4j.cli.console.Terminal;
import org.bilevel4j.core.util.UserError;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Entry point of the {@code bilevel4j} program; every command is a class of its own. */
@Command(
    name = "bilevel4j",
    description = "Stochastic min-max bilevel optimization: run, compare and report.",
    subcommands = {
      RunCommand.class,
      SolveCommand.class,
      ReportCommand.class,
      RunsCommand.class,
      CompareCommand.class,
      TuneCommand.class,
      CheckCommand.class,
      ListCommand.class,
      DescribeCommand.class,
      DataCommand.class,
      NewCommand.class,
      VersionCommand.class,
      CompletionCommand.class,
      CommandLine.HelpCommand.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.class,
    synopsisSubcommandLabel = "COMMAND")
public final class Main {

  @Option(
      names = ErrorHandlers.DEBUG,
      scope = ScopeType.INHERIT,
      description = "Show where an error came from.")
  @SuppressWarnings("UnusedVariable") // for the help text: the words themselves are looked at below
  private boolean debug;

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    Terminal.openErrors();
    System.exit(commandLine(args).execute(args));
  }

  /**
   * The command line with all commands, for {@link #main} and for tests.
   *
   * @param args the words it will be given
   */
  public static CommandLine commandLine(String... args) {
    ErrorHandlers errors = new ErrorHandlers(Arrays.asList(args).contains(ErrorHandlers.DEBUG));
    return new CommandLine(new Main())
        .setExecutionStrategy(Main::execute)
        .setExecutionExceptionHandler(errors)
        .setParameterExceptionHandler(errors)
        .setUsageHelpAutoWidth(true);
  }

  private static int execute(CommandLine.ParseResult parsed) {
    try {
      return new CommandLine.RunLast().execute(parsed);
    } catch (OutOfMemoryError e) {
      long megabytes = Runtime.getRuntime().maxMemory() >> 20;
      throw new CommandLine.ExecutionException(
          parsed.commandSpec().commandLine(),
          "out of memory",
          new UserError(
              "Java's memory, " + megabytes + " MB, does not suffice.",
              "smaller sizes, or BILEVEL4J_JAVA_OPTS=-Xmx8g.",
              e));
    }
  }
}

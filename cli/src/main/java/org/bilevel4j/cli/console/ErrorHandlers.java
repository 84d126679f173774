package org.bilevel4j.cli.console;

import java.io.PrintWriter;
import java.util.List;
import org.bilevel4j.core.util.UserError;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Turns exceptions into one sentence and an exit code: 2 for input that a user can mend, 1 for
 * everything else. {@code --debug} shows the trace.
 */
public final class ErrorHandlers implements IExecutionExceptionHandler, IParameterExceptionHandler {
  /** Exit code of bad input. */
  public static final int USAGE = 2;

  /** Exit code of a failed job. */
  public static final int FAILED = 1;

  /** The option that shows traces. */
  public static final String DEBUG = "--debug";

  private final boolean debug;

  public ErrorHandlers(boolean debug) {
    this.debug = debug;
  }

  @Override
  public int handleExecutionException(Exception thrown, CommandLine line, ParseResult parsed) {
    Exception e =
        thrown instanceof UserError
            ? thrown
            : PluginFailure.of(thrown).map(Exception.class::cast).orElse(thrown);
    PrintWriter err = line.getErr();
    if (e instanceof UserError) {
      err.println("bilevel4j: " + e.getMessage());
    } else {
      String message =
          e.getMessage() == null ? "" : ": " + e.getMessage().lines().findFirst().orElse("");
      err.println("bilevel4j: internal error, " + e.getClass().getSimpleName() + message + ".");
      err.println("Hint: run it again with --debug and report what it prints.");
    }
    if (debug) {
      e.printStackTrace(err);
    }
    err.flush();
    return e instanceof UserError ? USAGE : FAILED;
  }

  private static String sentence(ParameterException e) {
    boolean top = e.getCommandLine().getParent() == null;
    if (top && e instanceof UnmatchedArgumentException u && !u.getUnmatched().isEmpty()) {
      return "command '" + u.getUnmatched().get(0) + "' is not known.";
    }
    String message = String.valueOf(e.getMessage());
    return message + (message.endsWith(".") ? "" : ".");
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine line = e.getCommandLine();
    PrintWriter err = line.getErr();
    err.println("bilevel4j: " + sentence(e));
    List<String> near = e instanceof UnmatchedArgumentException u ? u.getSuggestions() : List.of();
    String name = line.getCommandSpec().qualifiedName();
    err.println(
        near.isEmpty()
            ? "Hint: '" + name + " --help' shows what is possible."
            : "Hint: " + String.join(" or ", near) + "?");
    if (debug) {
      e.printStackTrace(err);
    }
    err.flush();
    return USAGE;
  }
}

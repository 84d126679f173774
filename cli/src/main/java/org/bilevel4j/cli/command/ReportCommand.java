package org.bilevel4j.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import org.bilevel4j.cli.console.SummaryPrinter;
import org.bilevel4j.core.util.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bilevel4j report DIR}: makes the report of a run folder again. */
@Command(
    name = "report",
    description = "Make the report of a run folder again, finished or not.",
    mixinStandardHelpOptions = true)
public final class ReportCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "a folder that 'run' wrote")
  private Path folder = Path.of("");

  @Mixin private QuietOption quiet = new QuietOption();

  @Override
  public void run() {
    if (!Files.isDirectory(folder)) {
      throw new UserError("report: " + folder + " is not a folder.");
    }
    SummaryPrinter.of(folder).quiet(quiet.isOn()).print(spec.commandLine().getOut());
  }
}

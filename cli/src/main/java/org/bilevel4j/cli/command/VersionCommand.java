package org.bilevel4j.cli.command;

import org.bilevel4j.cli.provenance.ProgramVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code bilevel4j version}: which program, on which Java and which machine. */
@Command(name = "version", description = "Print the version of the program and of its Java.")
public final class VersionCommand implements Runnable, IVersionProvider {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    for (String line : getVersion()) {
      spec.commandLine().getOut().println(line);
    }
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "Bilevel4J " + ProgramVersion.text(),
      "Java "
          + System.getProperty("java.version")
          + " ("
          + System.getProperty("java.vm.name")
          + ")",
      "%s %s, %d processors"
          .formatted(
              System.getProperty("os.name"),
              System.getProperty("os.arch"),
              Runtime.getRuntime().availableProcessors())
    };
  }
}

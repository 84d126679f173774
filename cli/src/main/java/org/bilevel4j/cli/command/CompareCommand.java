package org.bilevel4j.cli.command;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bilevel4j.cli.console.SummaryPrinter;
import org.bilevel4j.cli.console.TextWrap;
import org.bilevel4j.cli.grid.FolderNames;
import org.bilevel4j.cli.grid.GridFolder;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.eval.report.JoinedResults;
import org.bilevel4j.eval.report.ResultSet;
import org.bilevel4j.eval.report.RunFolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bilevel4j compare DIR DIR...}: one report over several run folders. */
@Command(
    name = "compare",
    description = {
      "Make one report over several run folders.",
      "Arms are tested against each other on equal seeds, where their data are the same."
    },
    mixinStandardHelpOptions = true)
public final class CompareCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "DIR", description = "two or more folders of 'run'")
  private List<Path> folders = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder to write to (default: a new one below runs/).")
  private @Nullable Path out;

  @Mixin private QuietOption quiet = new QuietOption();

  @Override
  public void run() {
    if (folders.size() < 2) {
      throw new UserError("compare: one folder is named, at least two are needed.");
    }
    ResultSet joined = new JoinedResults(read()).results();
    PrintWriter screen = spec.commandLine().getOut();
    try (GridFolder to =
        GridFolder.create(out == null ? FolderNames.fresh("runs", "compare") : out)) {
      if (!quiet.isOn()) {
        joined.notes().forEach(n -> TextWrap.print(n, screen));
      }
      SummaryPrinter.of(joined, to.root()).quiet(quiet.isOn()).print(screen);
    }
  }

  /** Results by the last part of their path, by the whole path where that is there twice. */
  private Map<String, ResultSet> read() {
    Map<String, ResultSet> found = new LinkedHashMap<>();
    Set<Path> seen = new HashSet<>();
    for (Path folder : folders) {
      if (!Files.isDirectory(folder)) {
        throw new UserError("compare: " + folder + " is not a folder.");
      }
      Path whole = folder.toAbsolutePath().normalize();
      if (!seen.add(whole)) {
        throw new UserError("compare: " + folder + " is named twice.");
      }
      String name = String.valueOf(whole.getFileName());
      found.put(found.containsKey(name) ? whole.toString() : name, RunFolder.read(folder));
    }
    return found;
  }
}

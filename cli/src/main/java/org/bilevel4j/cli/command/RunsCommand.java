package org.bilevel4j.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bilevel4j.cli.console.Terminal;
import org.bilevel4j.cli.console.TextWrap;
import org.bilevel4j.cli.grid.PastGrid;
import org.bilevel4j.core.util.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bilevel4j runs}: what was run, and what became of it. */
@Command(
    name = "runs",
    description = "Show past runs: date, state, experiment, arms, seeds and verdict.",
    mixinStandardHelpOptions = true)
public final class RunsCommand implements Runnable {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
  private static final int MOST_ARMS = 6;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "a folder of run folders, or one of them (default runs)")
  private Path parent = Path.of("runs");

  @Override
  public void run() {
    List<PastGrid> found = new ArrayList<>();
    Map<Path, UserError> damaged = new LinkedHashMap<>();
    for (Path folder : folders()) {
      try {
        found.add(PastGrid.read(folder));
      } catch (UserError e) {
        damaged.put(folder, e);
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    found.sort(Comparator.comparing(g -> g.started().orElse(Instant.EPOCH)));
    found.forEach(g -> print(g, out));
    damaged.forEach((folder, e) -> lines(folder + "  damaged", e.sentence(), out));
    if (found.isEmpty() && damaged.isEmpty()) {
      out.println("No runs in " + parent + ".");
    }
    out.flush();
  }

  private List<Path> folders() {
    if (!Files.isDirectory(parent)) {
      throw new UserError("runs: " + parent + " is not a folder.", "'bilevel4j run' makes one.");
    }
    if (PastGrid.isOne(parent)) {
      return List.of(parent);
    }
    try (Stream<Path> inside = Files.list(parent)) {
      return inside.filter(Files::isDirectory).filter(PastGrid::isOne).sorted().toList();
    } catch (IOException e) {
      throw new UserError("runs: " + parent + " cannot be listed: " + e.getMessage() + ".", "", e);
    }
  }

  private static void print(PastGrid g, PrintWriter out) {
    String time = g.started().map(t -> TIME.format(t.atZone(ZoneId.systemDefault()))).orElse("-");
    String head = time + "  " + g.folder() + "  " + g.state();
    String arms =
        g.arms().size() > MOST_ARMS ? g.arms().size() + " arms" : String.join(", ", g.arms());
    String seeds = g.seeds() + (g.seeds() == 1 ? " seed" : " seeds");
    lines(head, g.title() + ": " + arms + "; " + seeds, out);
    if (!g.conclusion().isEmpty()) {
      indented(g.conclusion(), out);
    }
  }

  private static void lines(String head, String text, PrintWriter out) {
    out.println(head);
    indented(text, out);
  }

  private static void indented(String text, PrintWriter out) {
    TextWrap.lines(text, Terminal.columns() - 2).forEach(line -> out.println("  " + line));
  }
}

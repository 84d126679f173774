package org.bilevel4j.cli.grid;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bilevel4j.core.run.Outcome;
import org.bilevel4j.core.util.UserError;

/**
 * A run folder as it lies on disk.
 *
 * @param folder its path
 * @param started when its first command began; empty where provenance does not say
 * @param title of the experiment
 * @param arms labels
 * @param seeds number of seeds
 * @param state what became of its runs, in words
 * @param conclusion one line on the first metric compared; empty while there is none
 */
public record PastGrid(
    Path folder,
    Optional<Instant> started,
    String title,
    List<String> arms,
    int seeds,
    String state,
    String conclusion) {
  private static final JsonMapper MAPPER = new JsonMapper();

  /** Whether a folder holds runs of {@code run} or {@code solve --report}. */
  public static boolean isOne(Path folder) {
    return Files.exists(folder.resolve(GridFolder.PROVENANCE))
        || Files.isDirectory(folder.resolve("runs"));
  }

  /**
   * Reads what is there.
   *
   * @throws UserError when a file is damaged or missing
   */
  public static PastGrid read(Path folder) {
    JsonNode provenance = json(folder.resolve(GridFolder.PROVENANCE));
    List<String> arms = new ArrayList<>();
    provenance.path("arms").forEach(label -> arms.add(label.asText()));
    if (arms.isEmpty()) { // written before provenance named them
      arms.addAll(names(folder.resolve("runs")));
    }
    int seeds = provenance.path("seeds").size();
    return new PastGrid(
        folder,
        instant(provenance.path("started").asText()),
        provenance.path("experiment").asText(provenance.path("name").asText()),
        List.copyOf(arms),
        seeds,
        state(folder, arms.size() * seeds),
        conclusion(folder.resolve("summary.json")));
  }

  private static String state(Path folder, int planned) {
    List<Outcome.Kind> ended = new ArrayList<>();
    Path runs = folder.resolve("runs");
    for (String arm : names(runs)) {
      for (String seed : names(runs.resolve(arm))) {
        Path run = runs.resolve(arm).resolve(seed);
        if (Files.exists(ResultFile.in(run))) {
          ended.add(ResultFile.read(run).outcome().kind());
        }
      }
    }
    long diverged = ended.stream().filter(k -> k == Outcome.Kind.DIVERGED).count();
    String some = diverged == 0 ? "" : ", " + diverged + " diverged";
    String count = ended.size() + " of " + planned + " runs";
    if (GridFolder.isHeld(folder)) {
      return "running, " + count + " done" + some;
    }
    if (ended.size() < planned) {
      return "stopped, " + count + " done" + some;
    }
    return diverged > 0 && diverged == ended.size()
        ? "diverged, all " + count(planned)
        : "finished, " + count(planned) + some;
  }

  private static String count(int runs) {
    return runs + (runs == 1 ? " run" : " runs");
  }

  private static String conclusion(Path summary) {
    if (!Files.exists(summary)) {
      return "";
    }
    JsonNode all = json(summary).path("conclusions");
    String metric = "test.loss.worst";
    if (!all.has(metric)) {
      metric = all.fieldNames().hasNext() ? all.fieldNames().next() : "";
    }
    return metric.isEmpty() ? "" : metric + ": " + all.path(metric).asText();
  }

  private static Optional<Instant> instant(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      throw new UserError(
          GridFolder.PROVENANCE + " says it started at '" + text + "', not a time.", "", e);
    }
  }

  private static List<String> names(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> inside = Files.list(folder)) {
      return inside
          .filter(Files::isDirectory)
          .map(p -> String.valueOf(p.getFileName()))
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw unreadable(folder, AtomicText.reason(e), e);
    }
  }

  private static JsonNode json(Path file) {
    try {
      JsonNode node = MAPPER.readTree(Files.readString(file));
      if (node == null || !node.isObject()) {
        throw new UserError(file + " holds no JSON object.");
      }
      return node;
    } catch (JsonProcessingException e) {
      String where = "not JSON from line " + e.getLocation().getLineNr() + " on";
      throw unreadable(file, where, e);
    } catch (IOException e) {
      throw unreadable(file, AtomicText.reason(e), e);
    }
  }

  private static UserError unreadable(Path file, String why, Exception e) {
    return new UserError(file + " cannot be read: " + why + ".", "", e);
  }
}

package org.bilevel4j.cli.grid;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bilevel4j.core.run.Identity;
import org.bilevel4j.core.run.Outcome;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.eval.report.JsonText;

/**
 * How a run ended, as {@code result.json}; it is written last, so that its presence says that the
 * run is finished.
 *
 * @param arm label
 * @param seed the run's seed
 * @param outcome how it ended
 * @param steps iterations made
 * @param samples rows drawn
 * @param seconds time spent
 * @param state SHA-256 of the final state
 * @param metrics final values of the returned iterate; empty when it diverged
 * @param remarks what problem, solver and state have to say, one sentence each
 * @param identity what decided the run, the problem aside
 */
public record ResultFile(
    String arm,
    long seed,
    Outcome outcome,
    long steps,
    long samples,
    double seconds,
    String state,
    Map<String, Double> metrics,
    List<String> remarks,
    Identity identity) {
  private static final JsonMapper MAPPER = new JsonMapper();

  /** Copies map and list. */
  public ResultFile {
    remarks = List.copyOf(remarks);
    metrics = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }

  static Path in(Path folder) {
    return folder.resolve("result.json");
  }

  /** Writes it into a run's folder. */
  void write(Path folder) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("arm", arm).put("seed", seed);
    root.put("outcome", outcome.kind().name()).put("message", outcome.message());
    root.put("steps", steps).put("samples", samples).put("seconds", seconds);
    root.put("finalState", state);
    ObjectNode values = root.putObject("metrics");
    metrics.forEach(
        (name, v) -> {
          if (Double.isFinite(v)) {
            values.put(name, v);
          } else {
            values.putNull(name);
          }
        });
    remarks.forEach(root.putArray("remarks")::add);
    identity.toMap().forEach(root.putObject("identity")::put);
    AtomicText.write(in(folder), JsonText.of(root) + "\n");
  }

  /**
   * Reads it from a run's folder.
   *
   * @throws UserError when the file is broken
   */
  static ResultFile read(Path folder) {
    Path file = in(folder);
    try {
      JsonNode root = MAPPER.readTree(Files.readString(file));
      Map<String, Double> metrics = new LinkedHashMap<>();
      root.path("metrics")
          .properties()
          .forEach(e -> metrics.put(e.getKey(), e.getValue().asDouble(Double.NaN)));
      List<String> remarks = new ArrayList<>();
      root.path("remarks").forEach(r -> remarks.add(r.asText()));
      Map<String, String> identity = new LinkedHashMap<>();
      root.path("identity")
          .properties()
          .forEach(e -> identity.put(e.getKey(), e.getValue().asText()));
      return new ResultFile(
          root.path("arm").asText(),
          root.path("seed").asLong(),
          new Outcome(
              Outcome.Kind.valueOf(root.path("outcome").asText()), root.path("message").asText()),
          root.path("steps").asLong(),
          root.path("samples").asLong(),
          root.path("seconds").asDouble(),
          root.path("finalState").asText(),
          metrics,
          remarks,
          Identity.of(identity));
    } catch (JsonProcessingException e) {
      throw damaged(file, "is not JSON from line " + e.getLocation().getLineNr() + " on", e);
    } catch (IOException | IllegalArgumentException e) {
      throw damaged(file, String.valueOf(e.getMessage()).lines().findFirst().orElse(""), e);
    }
  }

  private static UserError damaged(Path file, String why, Exception e) {
    return new UserError(
        file + " is damaged: " + why + ".",
        "remove it; the run then goes on from its checkpoint.",
        e);
  }
}

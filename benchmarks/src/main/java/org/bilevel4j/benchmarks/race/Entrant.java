package org.bilevel4j.benchmarks.race;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bilevel4j.core.util.UserError;

/**
 * A program that can be run, in a process of its own, and prints one JSON line.
 *
 * @param label what reports call it
 * @param command program and arguments
 * @param environment variables it gets besides those of this process; those that steer BLAS, OpenMP
 *     or our kernels are taken away first
 */
public record Entrant(String label, List<String> command, Map<String, String> environment) {
  private static final List<String> STEERING =
      List.of("OPENBLAS_", "OMP_", "GOTO_", "MKL_", "BLIS_", "KMP_", "BILEVEL4J_KERNELS");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TAIL = 12;

  /**
   * Runs it once.
   *
   * @throws UserError when it fails, with the end of what it said
   */
  public JsonNode run() {
    try {
      Path out = Files.createTempFile("race-", ".out");
      Path err = Files.createTempFile("race-", ".err");
      try {
        return run(out, err);
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UserError(
          label + ": " + command.get(0) + " could not be started: " + e.getMessage() + ".", "", e);
    }
  }

  private JsonNode run(Path out, Path err) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(k -> STEERING.stream().anyMatch(k::startsWith));
    builder.environment().putAll(environment);
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    int code;
    try {
      code = process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new UserError(label + ": interrupted.", "", e);
    }
    Optional<String> line =
        Files.readAllLines(out).stream().filter(l -> l.startsWith("{")).reduce((a, b) -> b);
    if (code != 0 || line.isEmpty()) {
      throw new UserError(
          label + ": " + String.join(" ", command) + " ended with code " + code + ": " + tail(err));
    }
    return JSON.readTree(line.get());
  }

  private static String tail(Path err) throws IOException {
    List<String> lines = Files.readAllLines(err, StandardCharsets.UTF_8);
    List<String> last = lines.subList(Math.max(0, lines.size() - TAIL), lines.size());
    return last.isEmpty() ? "it said nothing" : String.join(System.lineSeparator(), last);
  }
}

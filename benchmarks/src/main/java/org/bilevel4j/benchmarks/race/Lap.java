package org.bilevel4j.benchmarks.race;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One run of one program, as it reports itself.
 *
 * @param rate iterations a second of wall time
 * @param cpuRate iterations a CPU second of the process, steadier on a shared machine
 * @param peakMb peak resident memory of the process, MiB
 * @param details everything it printed
 */
public record Lap(double rate, double cpuRate, double peakMb, JsonNode details) {

  /**
   * Reads a program's line.
   *
   * @throws IllegalArgumentException when a number is missing
   */
  static Lap of(JsonNode line) {
    return new Lap(
        number(line, "iters_per_s"),
        number(line, "iters_per_cpu_s"),
        number(line, "peak_rss_mb"),
        line);
  }

  private static double number(JsonNode line, String name) {
    JsonNode value = line.get(name);
    if (value == null || !value.isNumber()) {
      throw new IllegalArgumentException("no number '" + name + "' in " + line);
    }
    return value.asDouble();
  }

  /** A text of the line, empty when it is not there. */
  String text(String name) {
    return details.path(name).asText("");
  }
}

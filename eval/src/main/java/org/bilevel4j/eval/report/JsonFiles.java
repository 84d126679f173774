package org.bilevel4j.eval.report;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bilevel4j.core.util.UserError;

/** The JSON files of a run folder; errors name the file, line and column. */
final class JsonFiles {
  private static final JsonMapper MAPPER = new JsonMapper();

  private JsonFiles() {}

  /** Any object. */
  static JsonNode object(Path file) {
    JsonNode node;
    try {
      node = MAPPER.readTree(TextFiles.read(file));
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String where = at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr();
      throw new UserError(file + where + ": not JSON: " + e.getOriginalMessage() + ".", "", e);
    }
    if (!node.isObject()) {
      throw new UserError(file + " holds no JSON object.");
    }
    return node;
  }

  /** Nested keys joined by dots, list elements by their number. */
  static Map<String, String> flat(JsonNode node) {
    Map<String, String> found = new LinkedHashMap<>();
    flatten("", node, found);
    return found;
  }

  private static void flatten(String path, JsonNode node, Map<String, String> found) {
    if (node.isObject()) {
      node.properties().forEach(e -> flatten(join(path, e.getKey()), e.getValue(), found));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        flatten(join(path, String.valueOf(i)), node.get(i), found);
      }
    } else {
      found.put(path, node.asText());
    }
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** The end of a run; values that are not finite may be written as null or as text. */
  static SeedRun.End end(Path file, JsonNode node) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    node.path("metrics")
        .properties()
        .forEach(e -> metrics.put(e.getKey(), number(file, "metrics." + e.getKey(), e.getValue())));
    String outcome =
        text(node, "outcome")
            .orElseThrow(() -> new UserError(file + ": the key 'outcome' is missing."));
    List<String> remarks = new ArrayList<>();
    node.path("remarks").forEach(r -> remarks.add(r.asText()));
    return new SeedRun.End(
        outcome,
        number(file, "steps", node.path("steps")),
        number(file, "samples", node.path("samples")),
        number(file, "seconds", node.path("seconds")),
        metrics,
        text(node, "message").orElse(""),
        remarks);
  }

  static Optional<String> text(JsonNode node, String key) {
    JsonNode value = node.path(key);
    return value.isValueNode() && !value.isNull() && !value.asText().isBlank()
        ? Optional.of(value.asText())
        : Optional.empty();
  }

  private static double number(Path file, String key, JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return Double.NaN;
    }
    if (value.isNumber()) {
      return value.asDouble();
    }
    try {
      return Double.parseDouble(value.asText());
    } catch (NumberFormatException e) {
      throw new UserError(file + ": " + key + " is '" + value.asText() + "', not a number.", "", e);
    }
  }
}

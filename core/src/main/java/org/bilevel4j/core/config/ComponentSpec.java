package org.bilevel4j.core.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.bilevel4j.core.util.UserError;

/**
 * Something of a catalogue with its parameters as text: "name" or "name(key=value, key=value)".
 *
 * @param name of the entry
 * @param values of its parameters, by name; what is not there keeps its default
 */
public record ComponentSpec(String name, Map<String, String> values) {

  /**
   * Reads.
   *
   * @param what for messages, for instance "estimator"
   * @param text what stands there
   * @param example how it is written, for messages
   * @throws UserError naming the text and what is wrong with its form
   */
  public static ComponentSpec parse(String what, String text, String example) {
    String t = text.trim();
    int open = t.indexOf('(');
    String cure = "write it like '" + example + "'.";
    if (open >= 0 && !t.endsWith(")")) {
      throw new UserError(what + " '" + text + "' lacks its closing bracket.", cure);
    }
    if (open < 0) {
      return new ComponentSpec(t, Map.of());
    }
    String name = t.substring(0, open).trim();
    return new ComponentSpec(name, pairs(name, t.substring(open + 1, t.length() - 1), cure));
  }

  /**
   * Writes what {@link #parse} reads, every parameter included.
   *
   * @param parameters a record
   */
  public static String format(String name, Object parameters) {
    StringJoiner pairs = new StringJoiner(", ", "(", ")");
    Records.toMap(parameters).forEach((key, value) -> pairs.add(key + "=" + value));
    return name + (pairs.length() == 2 ? "" : pairs);
  }

  /** A list that was cut at every comma, as YAML cuts {@code [a, b(c=1, d=2)]}, made whole. */
  public static List<String> whole(List<String> pieces) {
    return split(String.join(", ", pieces)).stream().map(String::strip).toList();
  }

  private static Map<String, String> pairs(String who, String text, String cure) {
    Map<String, String> out = new LinkedHashMap<>();
    for (String pair : split(text)) {
      int equals = pair.indexOf('=');
      if (equals < 0) {
        throw new UserError(who + ": '" + pair.trim() + "' is not of the form key=value.", cure);
      }
      String key = pair.substring(0, equals).trim();
      if (out.put(key, pair.substring(equals + 1).trim()) != null) {
        throw new UserError(who + ": parameter '" + key + "' is given twice.");
      }
    }
    return out;
  }

  /** Cuts at commas that are not inside brackets, round or square. */
  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
      if (c == ',' && depth == 0) {
        parts.add(text.substring(from, i));
        from = i + 1;
      }
    }
    if (!text.isBlank()) {
      parts.add(text.substring(from));
    }
    return parts;
  }
}

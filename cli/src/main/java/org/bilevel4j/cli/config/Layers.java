package org.bilevel4j.cli.config;

import java.util.List;
import java.util.Set;
import org.bilevel4j.cli.config.Node.Mapping;
import org.bilevel4j.cli.config.Node.Scalar;
import org.bilevel4j.cli.config.Node.Sequence;
import org.bilevel4j.core.util.UserError;

/** Puts one layer of configuration over another; arms are matched by their labels. */
final class Layers {
  private static final String ARMS = "arms";
  private static final Set<String> ARM_KEYS =
      Set.of(
          "solver",
          "parameters",
          "application",
          "steps",
          "oracle",
          "stepSizes",
          "stack",
          "storage",
          "point",
          "title");

  private Layers() {}

  /** The same layer with the list of arms as a group, label to arm. */
  static Mapping byLabel(Mapping layer) {
    Node arms = layer.entries().get(ARMS);
    if (!(arms instanceof Sequence list)) {
      return layer;
    }
    Mapping group = Mapping.empty(arms.where());
    for (Node item : list.items()) {
      if (!(item instanceof Mapping arm)) {
        throw item.error("an arm is a group of keys, not " + item.kind() + ".");
      }
      String label = label(arm);
      if (group.entries().containsKey(label)) {
        throw arm.error("arm '" + label + "' is there twice.", "give one a 'label' of its own.");
      }
      group = group.with(label, arm.without("label"));
    }
    return layer.with(ARMS, group);
  }

  private static String label(Mapping arm) {
    for (String key : List.of("label", "solver")) {
      if (arm.entries().get(key) instanceof Scalar s && !s.text().isBlank()) {
        return s.text();
      }
    }
    throw arm.error("the arm has neither 'label' nor 'solver'.");
  }

  /**
   * One {@code --set key=value}. Keys that begin with an arm's label mean that arm ({@code
   * morbit.alpha} its parameter alpha); keys that are a parameter of the application mean that.
   *
   * @param base what it will be laid over, arms by label
   * @param schema the top-level keys
   * @param parameters the names of the application's parameters
   */
  static Mapping assignment(String text, Mapping base, Set<String> schema, Set<String> parameters) {
    String place = "--set " + text;
    int equals = text.indexOf('=');
    if (equals <= 0) {
      throw new UserError(place + ": must read key=value.", "--set steps=300");
    }
    String key = text.substring(0, equals).trim();
    String raw = text.substring(equals + 1).trim();
    Node value = new Scalar(raw, place);
    if (raw.startsWith("[") || raw.startsWith("{")) {
      value = YamlReader.read("value: " + raw, place).entries().getOrDefault("value", value);
    }
    return YamlReader.nested(path(key, base, schema, parameters, place), value, place);
  }

  private static String path(
      String key, Mapping base, Set<String> schema, Set<String> parameters, String place) {
    String head = key.contains(".") ? key.substring(0, key.indexOf('.')) : key;
    boolean isArm =
        base.entries().get(ARMS) instanceof Mapping arms && arms.entries().containsKey(head);
    boolean isParameter = parameters.contains(head);
    if (schema.contains(head)) {
      if (isArm || isParameter) {
        throw new UserError(
            place + ": '" + head + "' means two things here.",
            isArm ? "arms." + key : "parameters." + key + " or a longer key");
      }
      return key;
    }
    if (isArm && isParameter) {
      throw new UserError(
          place + ": '" + head + "' is an arm and a parameter of the application.",
          "arms." + key + " or parameters." + key);
    }
    if (isArm && key.length() > head.length()) {
      String rest = key.substring(head.length() + 1);
      String first = rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest;
      return ARMS + "." + head + (ARM_KEYS.contains(first) ? "." : ".parameters.") + rest;
    }
    if (isParameter) {
      return "parameters." + key;
    }
    java.util.TreeSet<String> known = new java.util.TreeSet<>(schema);
    known.addAll(parameters);
    if (base.entries().get(ARMS) instanceof Mapping arms) {
      known.addAll(arms.entries().keySet());
    }
    UserError unknown = org.bilevel4j.core.util.Names.unknown("key", head, known);
    throw new UserError(place + ": " + unknown.sentence(), unknown.cure());
  }
}

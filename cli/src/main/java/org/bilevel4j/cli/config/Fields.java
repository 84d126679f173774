package org.bilevel4j.cli.config;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.bilevel4j.cli.config.Node.Mapping;
import org.bilevel4j.cli.config.Node.Scalar;
import org.bilevel4j.cli.config.Node.Sequence;
import org.bilevel4j.core.util.Names;
import org.bilevel4j.core.util.UserError;

/**
 * The values of a group of keys by type; every message names place, key, value and what is allowed.
 */
public final class Fields {
  private final Mapping group;

  /**
   * The values of a group.
   *
   * @param known the only keys it may have
   * @throws UserError for any other, with the nearest known ones
   */
  public Fields(Mapping group, Collection<String> known) {
    this.group = group;
    for (String key : group.entries().keySet()) {
      if (!known.contains(key)) {
        UserError unknown = Names.unknown("key", key, known);
        throw new UserError(group.whereOf(key) + ": " + unknown.sentence(), unknown.cure());
      }
    }
  }

  /** Whether the key has a value; an empty one counts as none. */
  public boolean has(String key) {
    Node node = group.entries().get(key);
    return node != null && !(node instanceof Scalar s && s.isAbsent());
  }

  /** An error about a key: "where: key = value what"; a place that ends in the key names it. */
  public UserError error(String key, String what) {
    Node node = group.entries().get(key);
    String value = node == null ? "" : " = " + node.kind();
    String place = group.whereOf(key);
    boolean named = place.endsWith("." + key) || place.endsWith(": " + key);
    return new UserError((named ? place : place + ": " + key) + value + " " + what);
  }

  /** An error with the place of a key before it, unless it names the place itself. */
  UserError under(String key, UserError e) {
    String place = node(key).where();
    return e.sentence().startsWith(place)
        ? e
        : new UserError(place + ": " + e.sentence(), e.cure(), e);
  }

  /** A text; empty when absent. */
  public Optional<String> text(String key) {
    if (!has(key)) {
      return Optional.empty();
    }
    if (group.entries().get(key) instanceof Scalar s) {
      return Optional.of(s.text().strip());
    }
    throw error(key, "must be a text.");
  }

  String required(String key) {
    requireValue(key);
    return text(key).orElseThrow();
  }

  /** Refuses a group in which the key has no value. */
  public void requireValue(String key) {
    if (!has(key)) {
      throw new UserError(group.where() + ": the key '" + key + "' is missing.");
    }
  }

  /** A whole number; empty when absent. */
  public OptionalLong whole(String key, long least) {
    Optional<String> text = scalar(key, "a whole number, at least " + least);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    long value;
    try {
      value = new BigDecimal(text.get()).longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw error(key, "must be a whole number, at least " + least + ".");
    }
    if (value < least) {
      throw error(key, "must be at least " + least + ".");
    }
    return OptionalLong.of(value);
  }

  /** A whole number that fits in an int. */
  public int count(String key, int least, int otherwise) {
    long value = whole(key, least).orElse(otherwise);
    if (value > Integer.MAX_VALUE) {
      throw error(key, "must be at most " + Integer.MAX_VALUE + ".");
    }
    return (int) value;
  }

  /** A number of a range; empty when absent. */
  public OptionalDouble number(String key, double low, double high) {
    String allowed =
        high == Double.POSITIVE_INFINITY
            ? low == Double.NEGATIVE_INFINITY
                ? "a finite number"
                : "a finite number, at least " + low
            : "a number between " + low + " and " + high;
    Optional<String> text = scalar(key, allowed);
    if (text.isEmpty()) {
      return OptionalDouble.empty();
    }
    double value;
    try {
      value = Double.parseDouble(text.get());
    } catch (NumberFormatException e) {
      throw error(key, "must be " + allowed + ".");
    }
    if (!(value >= low && value <= high) || Double.isInfinite(value)) {
      throw error(key, "must be " + allowed + ".");
    }
    return OptionalDouble.of(value);
  }

  private Optional<String> scalar(String key, String allowed) {
    if (has(key) && !(group.entries().get(key) instanceof Scalar s && !s.quoted())) {
      throw error(key, "must be " + allowed + ".");
    }
    return text(key);
  }

  <T extends Enum<T>> T choice(String key, Class<T> type, T otherwise) {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return otherwise;
    }
    List<String> names = new ArrayList<>();
    for (T constant : type.getEnumConstants()) {
      names.add(constant.name().toLowerCase(Locale.ROOT));
      if (constant.name().equalsIgnoreCase(text.get())) {
        return constant;
      }
    }
    throw error(key, "must be one of " + String.join(", ", names) + ".");
  }

  /** A list of texts; a single text is a list of one. */
  List<String> texts(String key) {
    if (!has(key)) {
      return List.of();
    }
    if (!(group.entries().get(key) instanceof Sequence list)) {
      return List.of(text(key).orElseThrow());
    }
    List<String> out = new ArrayList<>();
    for (Node item : list.items()) {
      if (!(item instanceof Scalar s) || s.text().isBlank()) {
        throw item.error(key + ": an entry is " + item.kind() + ", must be a text.");
      }
      out.add(s.text());
    }
    return out;
  }

  /** A group of keys; an absent one is empty. */
  public Mapping group(String key) {
    if (!has(key)) {
      return Mapping.empty(group.whereOf(key));
    }
    if (group.entries().get(key) instanceof Mapping m) {
      return m;
    }
    throw error(key, "must be a group of keys.");
  }

  /** The fields of a group of keys. */
  public Fields fields(String key, Set<String> known) {
    return new Fields(group(key), known);
  }

  /** The node of a key that {@link #has} a value. */
  public Node node(String key) {
    Node node = group.entries().get(key);
    if (node == null) {
      throw new IllegalStateException("no key '" + key + "'");
    }
    return node;
  }
}

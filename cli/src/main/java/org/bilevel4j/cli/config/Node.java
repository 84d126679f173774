package org.bilevel4j.cli.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bilevel4j.core.util.UserError;

/** A piece of configuration that remembers where it was written. Immutable. */
public sealed interface Node {

  /** Where it was written: "letter.yaml, line 12", "--set steps=-1" or "p.json: blocks[0].f". */
  String where();

  /**
   * A value, as text; its type is decided by who reads it.
   *
   * @param text the value
   * @param quoted whether it is a text and nothing else; YAML leaves that open
   */
  record Scalar(String text, String where, boolean quoted) implements Node {
    /** A value of any type. */
    public Scalar(String text, String where) {
      this(text, where, false);
    }

    /** Whether nothing was written. */
    boolean isAbsent() {
      return !quoted && text.isBlank();
    }
  }

  /**
   * Values in order.
   *
   * @param items the values
   */
  record Sequence(List<Node> items, String where) implements Node {
    /** Copies the list. */
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /**
   * Keys with values, in the order in which they were written.
   *
   * @param entries by key
   * @param keys where each key was written
   */
  record Mapping(Map<String, Node> entries, Map<String, String> keys, String where)
      implements Node {
    /** Copies the maps. */
    public Mapping {
      entries = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(entries));
      keys = Map.copyOf(keys);
    }

    /** No keys. */
    public static Mapping empty(String where) {
      return new Mapping(Map.of(), Map.of(), where);
    }

    /** One key. */
    public static Mapping of(String key, Node value) {
      return new Mapping(Map.of(key, value), Map.of(key, value.where()), value.where());
    }

    /** Where a key was written. */
    public String whereOf(String key) {
      return keys.getOrDefault(key, where);
    }

    /** This mapping with one key set. */
    public Mapping with(String key, Node value) {
      Map<String, Node> all = new LinkedHashMap<>(entries);
      Map<String, String> places = new LinkedHashMap<>(keys);
      all.put(key, value);
      places.put(key, value.where());
      return new Mapping(all, places, where);
    }

    /** This mapping without some keys. */
    public Mapping without(String... names) {
      Map<String, Node> all = new LinkedHashMap<>(entries);
      all.keySet().removeAll(List.of(names));
      return new Mapping(all, keys, where);
    }

    /** The other mapping laid over this one: mappings in both are merged, the rest replaced. */
    public Mapping under(Mapping over) {
      Mapping merged = this;
      for (Map.Entry<String, Node> e : over.entries.entrySet()) {
        Node old = merged.entries.get(e.getKey());
        Node value = e.getValue();
        if (old instanceof Mapping below && value instanceof Mapping above) {
          value = below.under(above);
        }
        merged = merged.with(e.getKey(), value);
      }
      return merged;
    }
  }

  /** Plain maps, lists and texts. */
  default Object plain() {
    if (this instanceof Scalar s) {
      return s.text();
    }
    if (this instanceof Sequence q) {
      List<Object> out = new ArrayList<>();
      q.items().forEach(n -> out.add(n.plain()));
      return out;
    }
    Map<String, Object> out = new LinkedHashMap<>();
    ((Mapping) this).entries().forEach((k, v) -> out.put(k, v.plain()));
    return out;
  }

  /** What it is, for messages. */
  default String kind() {
    return this instanceof Scalar s
        ? "'" + s.text() + "'"
        : this instanceof Sequence ? "a list" : "a group of keys";
  }

  /** An error about this piece: "where: what". */
  default UserError error(String what) {
    return new UserError(where() + ": " + what);
  }

  /** An error about this piece with its cure. */
  default UserError error(String what, String cure) {
    return new UserError(where() + ": " + what, cure);
  }
}

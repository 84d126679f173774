package org.bilevel4j.cli.solve;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.bilevel4j.cli.config.Fields;
import org.bilevel4j.cli.config.Node;
import org.bilevel4j.cli.config.Node.Mapping;
import org.bilevel4j.cli.solve.Entries.Dim;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.set.Affine;
import org.bilevel4j.core.set.Ball;
import org.bilevel4j.core.set.Box;
import org.bilevel4j.core.set.ConvexSet;
import org.bilevel4j.core.util.Names;
import org.bilevel4j.core.util.UserError;

/** Convex sets: {@code {"type": "box", "lower": [..], "upper": [..]}} and their like. */
final class SetReader {
  private static final String TYPE = "type";
  private static final Map<String, Set<String>> KEYS = new LinkedHashMap<>();

  static {
    KEYS.put("all", Set.of(TYPE));
    KEYS.put("nonnegative", Set.of(TYPE));
    KEYS.put("simplex", Set.of(TYPE));
    KEYS.put("box", Set.of(TYPE, "lower", "upper"));
    KEYS.put("ball", Set.of(TYPE, "radius"));
    KEYS.put("affine", Set.of(TYPE, "a", "b"));
  }

  private SetReader() {}

  /**
   * The set of a key; the whole space when the key is absent.
   *
   * @param dim of the vectors it holds
   */
  static ConvexSet read(Fields parent, String key, Dim dim) {
    if (!parent.has(key)) {
      return ConvexSet.all();
    }
    Mapping group = parent.group(key);
    Node type = group.entries().get(TYPE);
    if (type == null) {
      throw new UserError(
          group.where() + ": the key 'type' is missing.", "one of " + types() + ".");
    }
    if (!(type instanceof Node.Scalar s && KEYS.containsKey(s.text()))) {
      UserError unknown =
          Names.unknown("set", type instanceof Node.Scalar s ? s.text() : "", KEYS.keySet());
      throw new UserError(type.where() + ": " + unknown.sentence(), unknown.cure());
    }
    Fields f = new Fields(group, KEYS.get(s.text()));
    try {
      return set(s.text(), f, group, dim);
    } catch (UserError e) {
      throw e.sentence().startsWith(group.where())
          ? e
          : new UserError(group.where() + ": " + e.sentence(), e.cure(), e);
    }
  }

  private static String types() {
    return String.join(", ", KEYS.keySet());
  }

  private static ConvexSet set(String type, Fields f, Mapping group, Dim dim) {
    return switch (type) {
      case "nonnegative" -> ConvexSet.nonNegative();
      case "simplex" -> simplex(group, dim);
      case "box" -> box(f, group, dim);
      case "ball" -> new Ball(Entries.number(required(f, "radius")));
      case "affine" -> affine(f, dim);
      default -> ConvexSet.all();
    };
  }

  private static Node required(Fields f, String key) {
    f.requireValue(key);
    return f.node(key);
  }

  private static ConvexSet simplex(Mapping group, Dim dim) {
    if (dim.size() == 0) {
      throw new UserError(group.where() + ": a simplex needs at least one variable.");
    }
    return ConvexSet.simplex();
  }

  private static ConvexSet box(Fields f, Mapping group, Dim dim) {
    if (!f.has("lower") && !f.has("upper")) {
      throw new UserError(group.where() + " has neither 'lower' nor 'upper'.");
    }
    return new Box(
        bound(f, "lower", dim, Double.NEGATIVE_INFINITY),
        bound(f, "upper", dim, Double.POSITIVE_INFINITY));
  }

  private static Vec bound(Fields f, String key, Dim dim, double otherwise) {
    if (f.has(key)) {
      return Entries.vector(f.node(key), dim);
    }
    Vec out = Vec.zeros(dim.size());
    out.fill(otherwise);
    return out;
  }

  private static ConvexSet affine(Fields f, Dim dim) {
    f.requireValue("a");
    Dim rows = new Dim(Entries.length(f, "a"), "the rows of 'a'");
    return new Affine(
        Entries.matrix(f.node("a"), rows, dim), Entries.vector(required(f, "b"), rows));
  }
}

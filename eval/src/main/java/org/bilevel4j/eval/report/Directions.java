package org.bilevel4j.eval.report;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.bilevel4j.core.application.Direction;
import org.bilevel4j.core.application.Measure;

/**
 * Which way the columns of a run folder are better, as its provenance declares: {@code
 * measures.lower} and {@code measures.higher} list columns, and of the columns of tasks the part
 * before the task. What is in neither list is chosen by neither way, in folders that declare
 * nothing too.
 */
public final class Directions {
  /** The key of provenance. */
  public static final String KEY = "measures";

  private static final List<Direction> DECLARED = List.of(Direction.LOWER, Direction.HIGHER);

  private Directions() {}

  /** What provenance keeps under {@link #KEY}. */
  public static Map<String, String> declared(Collection<Measure> columns) {
    Map<String, String> out = new LinkedHashMap<>();
    for (Direction direction : DECLARED) {
      out.put(
          name(direction),
          columns.stream()
              .filter(m -> m.direction() == direction)
              .map(m -> MetricNames.stem(m.name()))
              .distinct()
              .collect(Collectors.joining(",")));
    }
    return out;
  }

  /** Copies what one provenance declares into another, beside what that declares already. */
  static void copy(Map<String, String> from, Map<String, String> to) {
    for (Direction direction : DECLARED) {
      String key = key(direction);
      String more = from.getOrDefault(key, "");
      if (!more.isEmpty()) {
        to.merge(key, more, (a, b) -> a.equals(b) ? a : a + "," + b);
      }
    }
  }

  /** The direction of a column, or of a group of tasks' columns. */
  static Direction of(String column, Map<String, String> provenance) {
    String stem = "," + MetricNames.stem(column) + ",";
    return DECLARED.stream()
        .filter(d -> ("," + provenance.getOrDefault(key(d), "") + ",").contains(stem))
        .findFirst()
        .orElse(Direction.NEITHER);
  }

  /** The direction of a column; NEITHER where it is not among the measures. */
  public static Direction of(String column, Collection<Measure> measures) {
    return measures.stream()
        .filter(m -> m.name().equals(column))
        .map(Measure::direction)
        .findFirst()
        .orElse(Direction.NEITHER);
  }

  private static String key(Direction direction) {
    return KEY + "." + name(direction);
  }

  private static String name(Direction direction) {
    return direction.name().toLowerCase(Locale.ROOT);
  }
}

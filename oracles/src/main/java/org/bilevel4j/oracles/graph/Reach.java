package org.bilevel4j.oracles.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What depends on what. */
public final class Reach {
  private Reach() {}

  /** Values and all they are computed from, operands first. */
  public static List<Value> below(Collection<Value> values) {
    Set<Value> seen = new HashSet<>(values);
    Deque<Value> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      for (Value in : open.pop().in()) {
        if (seen.add(in)) {
          open.push(in);
        }
      }
    }
    List<Value> sorted = new ArrayList<>(seen);
    sorted.sort(Comparator.comparingInt(Value::id));
    return sorted;
  }

  /** A value and all it is computed from, operands first. */
  public static List<Value> below(Value value) {
    return below(List.of(value));
  }

  /** Those of a sorted list that depend on some of the roots, the roots included. */
  static Set<Value> above(List<Value> sorted, Collection<Value> roots) {
    Set<Value> reached = new HashSet<>(roots);
    for (Value n : sorted) {
      if (n.in().stream().anyMatch(reached::contains)) {
        reached.add(n);
      }
    }
    return reached;
  }
}

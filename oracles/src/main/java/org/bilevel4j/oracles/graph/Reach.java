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
  public static List<Node> below(Collection<Node> values) {
    Set<Node> seen = new HashSet<>(values);
    Deque<Node> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      for (Node in : open.pop().in()) {
        if (seen.add(in)) {
          open.push(in);
        }
      }
    }
    List<Node> sorted = new ArrayList<>(seen);
    sorted.sort(Comparator.comparingInt(Node::id));
    return sorted;
  }

  /** A value and all it is computed from, operands first. */
  public static List<Node> below(Node value) {
    return below(List.of(value));
  }

  /** Those of a sorted list that depend on some of the roots, the roots included. */
  static Set<Node> above(List<Node> sorted, Collection<Node> roots) {
    Set<Node> reached = new HashSet<>(roots);
    for (Node n : sorted) {
      if (n.in().stream().anyMatch(reached::contains)) {
        reached.add(n);
      }
    }
    return reached;
  }
}

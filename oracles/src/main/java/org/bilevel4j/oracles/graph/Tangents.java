package org.bilevel4j.oracles.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Forward mode: directional derivatives along one direction. */
public final class Tangents {
  private final Graph graph;
  private final Map<Node, @Nullable Node> known = new HashMap<>();

  /**
   * Derivatives along a direction.
   *
   * @param seeds the direction: the tangent of each input that moves, of its sides
   */
  public Tangents(Graph graph, Map<Node, Node> seeds) {
    this.graph = graph;
    known.putAll(seeds);
  }

  /** The derivative of a value; null is zero. */
  public @Nullable Node of(Node value) {
    if (!known.containsKey(value)) {
      List<Node> order = new ArrayList<>();
      for (Node n : Reach.below(value)) {
        if (!known.containsKey(n)) {
          order.add(n);
        }
      }
      for (Node n : order) {
        known.put(n, tangent(n));
      }
    }
    return known.get(value);
  }

  private @Nullable Node tangent(Node n) {
    List<@Nullable Node> t = new ArrayList<>();
    boolean any = false;
    for (Node in : n.in()) {
      Node one = known.get(in);
      t.add(one);
      any |= one != null;
    }
    return any ? n.op().tangent(graph, n, t) : null;
  }
}

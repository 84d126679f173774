package org.bilevel4j.oracles.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Forward mode: directional derivatives along one direction. */
public final class Tangents {
  private final Graph graph;
  private final Map<Value, @Nullable Value> known = new HashMap<>();

  /**
   * Derivatives along a direction.
   *
   * @param seeds the direction: the tangent of each input that moves, of its sides
   */
  public Tangents(Graph graph, Map<Value, Value> seeds) {
    this.graph = graph;
    known.putAll(seeds);
  }

  /** The derivative of a value; null is zero. */
  public @Nullable Value of(Value value) {
    if (!known.containsKey(value)) {
      List<Value> order = new ArrayList<>();
      for (Value n : Reach.below(value)) {
        if (!known.containsKey(n)) {
          order.add(n);
        }
      }
      for (Value n : order) {
        known.put(n, tangent(n));
      }
    }
    return known.get(value);
  }

  private @Nullable Value tangent(Value n) {
    List<@Nullable Value> t = new ArrayList<>();
    boolean any = false;
    for (Value in : n.in()) {
      Value one = known.get(in);
      t.add(one);
      any |= one != null;
    }
    return any ? n.op().tangent(graph, n, t) : null;
  }
}

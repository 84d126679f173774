package org.bilevel4j.oracles.program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bilevel4j.oracles.graph.Binary;
import org.bilevel4j.oracles.graph.Reduction;
import org.bilevel4j.oracles.graph.Unary;
import org.bilevel4j.oracles.graph.Value;

/** Puts the values of a segment in order, element-wise ones of one shape together. */
final class Grouping {
  /** Operations of a group, at most. */
  private static final int LARGEST = 64;

  private final List<List<Value>> items = new ArrayList<>();
  private final Map<Value, Integer> position = new HashMap<>();

  /** Groups values, which come operands first. */
  Grouping(List<Value> nodes) {
    for (Value n : nodes) {
      int at = isElementwise(n) ? group(n) : -1;
      if (at < 0) {
        at = items.size();
        items.add(new ArrayList<>());
      }
      items.get(at).add(n);
      position.put(n, at);
    }
  }

  /** Single values and groups, in order. */
  List<List<Value>> items() {
    return items;
  }

  /** Which item makes a value; -1 when none does. */
  int position(Value n) {
    return position.getOrDefault(n, -1);
  }

  static boolean isElementwise(Value n) {
    return n.op() instanceof Unary
        || n.op() instanceof Binary
        || n.op() instanceof Reduction.Broadcast;
  }

  /** The last group that a value can join; -1 when there is none. */
  private int group(Value n) {
    int earliest = 0;
    int own = -1;
    for (Value in : n.in()) {
      int at = position(Values.root(in));
      if (at >= earliest) {
        boolean same = fits(items.get(at), n) && Values.root(in).shape().equals(n.shape());
        earliest = same ? at : at + 1;
        own = same ? at : -1;
      }
    }
    for (int k = items.size() - 1; k >= earliest; k--) {
      if (fits(items.get(k), n)) {
        return k;
      }
    }
    return own >= earliest ? own : -1;
  }

  private static boolean fits(List<Value> group, Value n) {
    return isElementwise(group.get(0))
        && group.get(0).shape().equals(n.shape())
        && group.size() < LARGEST;
  }
}

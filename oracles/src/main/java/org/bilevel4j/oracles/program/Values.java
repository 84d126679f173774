package org.bilevel4j.oracles.program;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bilevel4j.oracles.graph.Leaf;
import org.bilevel4j.oracles.graph.Primitive;
import org.bilevel4j.oracles.graph.Reach;
import org.bilevel4j.oracles.graph.Value;

/** When each value of a program is known, and which questions need it. */
final class Values {
  private final List<Value> sorted;
  private final Map<Value, Leaf.Known> known = new HashMap<>();
  private final Map<Value, Long> askers = new HashMap<>();

  Values(List<Question> questions) {
    Collection<Value> all = questions.stream().flatMap(q -> q.results().stream()).toList();
    sorted = Reach.below(all);
    for (Value n : sorted) {
      known.put(n, known(n));
    }
    for (int q = 0; q < questions.size(); q++) {
      for (Value n : Reach.below(questions.get(q).results())) {
        askers.merge(n, 1L << q, (a, b) -> a | b);
      }
    }
  }

  private Leaf.Known known(Value n) {
    if (n.op() instanceof Leaf leaf) {
      return leaf.known();
    }
    Leaf.Known latest = Leaf.Known.ALWAYS;
    for (Value in : n.in()) {
      Leaf.Known one = of(in);
      latest = one.compareTo(latest) > 0 ? one : latest;
    }
    // A repetition to the rows of a batch has a place only once their number is known.
    boolean early = n.shape().power() > 0 && latest.compareTo(Leaf.Known.AT_ROWS) < 0;
    return early ? Leaf.Known.AT_ROWS : latest;
  }

  /** All values, operands first. */
  List<Value> sorted() {
    return sorted;
  }

  /** When a value is known. */
  Leaf.Known of(Value n) {
    Leaf.Known k = known.get(n);
    if (k == null) {
      throw new IllegalStateException(n + " is not part of the program.");
    }
    return k;
  }

  /** The questions that need a value, one bit each. */
  long askers(Value n) {
    return askers.getOrDefault(n, 0L);
  }

  /** Whether a value is stored where its operand is. */
  static boolean isAlias(Value n) {
    return n.op() instanceof Primitive.Alias;
  }

  /** The value whose elements these are. */
  static Value root(Value n) {
    Value at = n;
    while (isAlias(at)) {
      at = at.in(0);
    }
    return at;
  }
}

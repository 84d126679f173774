package org.bilevel4j.core.solver;

import java.util.EnumMap;
import java.util.Map;
import org.bilevel4j.core.problem.OracleCall;

/**
 * The oracle calls of one step per sampled block, which the contract tests compare with what is
 * counted. Calls that do not arise in a problem ({@link OracleCall#arisesIn}) are not made there.
 *
 * @param calls for each call made, how often
 */
public record Cost(Map<OracleCall, Times> calls) {

  /**
   * A range of counts.
   *
   * @param least the fewest
   * @param most the most
   */
  public record Times(long least, long most) {
    Times plus(Times other) {
      return new Times(least + other.least, most + other.most);
    }
  }

  /** Copies the map. */
  public Cost {
    calls = Map.copyOf(calls);
  }

  /** No calls. */
  public static Cost none() {
    return new Cost(Map.of());
  }

  /** This cost and n further calls. */
  public Cost and(OracleCall call, long n) {
    return and(call, n, n);
  }

  /** This cost and between least and most further calls. */
  public Cost and(OracleCall call, long least, long most) {
    Map<OracleCall, Times> sum = new EnumMap<>(OracleCall.class);
    sum.putAll(calls);
    sum.merge(call, new Times(least, most), Times::plus);
    return new Cost(sum);
  }

  /** This cost and another. */
  public Cost and(Cost other) {
    Cost sum = this;
    for (Map.Entry<OracleCall, Times> e : other.calls.entrySet()) {
      sum = sum.and(e.getKey(), e.getValue().least(), e.getValue().most());
    }
    return sum;
  }

  /** This cost n times. */
  public Cost times(long n) {
    Map<OracleCall, Times> product = new EnumMap<>(OracleCall.class);
    calls.forEach((c, t) -> product.put(c, new Times(n * t.least, n * t.most)));
    return new Cost(product);
  }
}

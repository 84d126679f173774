package org.bilevel4j.core.solver;

import java.util.EnumMap;
import java.util.Map;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.ProblemShape;

/**
 * The oracle calls of one step per sampled block, which the contract tests compare with what is
 * counted. Calls that do not arise in a problem ({@link OracleCall#arisesIn}) are not made there.
 *
 * @param calls for each call made, how often
 * @param perCoordinate calls made for each coordinate of x, beside the others
 */
public record Cost(Map<OracleCall, Times> calls, Map<OracleCall, Times> perCoordinate) {

  /**
   * A range of counts.
   *
   * @param least the fewest
   * @param most the most
   */
  public record Times(long least, long most) {
    private static final Times NONE = new Times(0, 0);

    Times plus(Times other) {
      return new Times(least + other.least, most + other.most);
    }

    Times times(long n) {
      return new Times(n * least, n * most);
    }
  }

  /** Copies the maps. */
  public Cost {
    calls = Map.copyOf(calls);
    perCoordinate = Map.copyOf(perCoordinate);
  }

  /** No calls. */
  public static Cost none() {
    return new Cost(Map.of(), Map.of());
  }

  /** Each of these calls once. */
  public static Cost each(OracleCall... calls) {
    Cost sum = none();
    for (OracleCall call : calls) {
      sum = sum.and(call, 1);
    }
    return sum;
  }

  /** This cost and n further calls. */
  public Cost and(OracleCall call, long n) {
    return and(call, n, n);
  }

  /** This cost and between least and most further calls. */
  public Cost and(OracleCall call, long least, long most) {
    return and(new Cost(Map.of(call, new Times(least, most)), Map.of()));
  }

  /** This cost and n further calls for each coordinate of x. */
  public Cost andPerCoordinate(OracleCall call, long n) {
    return and(new Cost(Map.of(), Map.of(call, new Times(n, n))));
  }

  /** This cost and another. */
  public Cost and(Cost other) {
    return new Cost(sum(calls, other.calls), sum(perCoordinate, other.perCoordinate));
  }

  /** This cost n times. */
  public Cost times(long n) {
    return new Cost(times(n, calls), times(n, perCoordinate));
  }

  /** At least this cost, at most the other. */
  public Cost upTo(Cost other) {
    return new Cost(range(calls, other.calls), range(perCoordinate, other.perCoordinate));
  }

  /** How often a call is made for a block of a problem. */
  public Times of(OracleCall call, ProblemShape problem) {
    if (!call.arisesIn(problem)) {
      return Times.NONE;
    }
    Times each = perCoordinate.getOrDefault(call, Times.NONE);
    return calls.getOrDefault(call, Times.NONE).plus(each.times(problem.upperDim()));
  }

  private static Map<OracleCall, Times> sum(
      Map<OracleCall, Times> one, Map<OracleCall, Times> other) {
    Map<OracleCall, Times> sum = new EnumMap<>(OracleCall.class);
    sum.putAll(one);
    other.forEach((call, n) -> sum.merge(call, n, Times::plus));
    return sum;
  }

  private static Map<OracleCall, Times> times(long n, Map<OracleCall, Times> each) {
    Map<OracleCall, Times> product = new EnumMap<>(OracleCall.class);
    each.forEach((call, t) -> product.put(call, t.times(n)));
    return product;
  }

  private static Map<OracleCall, Times> range(
      Map<OracleCall, Times> least, Map<OracleCall, Times> most) {
    Map<OracleCall, Times> range = new EnumMap<>(OracleCall.class);
    for (OracleCall call : sum(least, most).keySet()) {
      long from = least.getOrDefault(call, Times.NONE).least;
      range.put(call, new Times(from, most.getOrDefault(call, Times.NONE).most));
    }
    return range;
  }
}

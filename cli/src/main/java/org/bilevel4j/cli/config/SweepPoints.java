package org.bilevel4j.cli.config;

import java.util.Map;
import org.bilevel4j.cli.config.Node.Mapping;
import org.bilevel4j.cli.config.Node.Scalar;
import org.bilevel4j.cli.config.Node.Sequence;

/**
 * Makes one arm per arm and point of a sweep. A point says where it stands on the axis and what it
 * changes in every arm:
 *
 * <pre>
 * sweep:
 *   axis: horizon K
 *   measure: mean optimum.stationarity
 *   expected: -0.4
 *   points:
 *     - {at: 1000, steps: 1000}
 *     - {at: 10000, steps: 10000, parameters: {estimator: neumann(terms=15)}}
 * </pre>
 *
 * <p>Arm "morbit" becomes "morbit at 1000" and "morbit at 10000"; what is written to a run folder
 * has these arms, each with its point, and no points to spread.
 */
final class SweepPoints {
  private static final String ARMS = "arms";
  private static final String SWEEP = "sweep";
  private static final String POINTS = "points";
  private static final String AT = "at";

  private SweepPoints() {}

  /**
   * Spreads.
   *
   * @param all arms by label
   * @return the same where there are no points
   */
  static Mapping spread(Mapping all) {
    if (!(all.entries().get(SWEEP) instanceof Mapping sweep)
        || !(sweep.entries().get(POINTS) instanceof Sequence points)
        || !(all.entries().get(ARMS) instanceof Mapping arms)) {
      return all;
    }
    Mapping spread = Mapping.empty(arms.where());
    for (Map.Entry<String, Node> e : arms.entries().entrySet()) {
      for (Node item : points.items()) {
        spread = spread.with(e.getKey() + " at " + at(item), arm(e.getKey(), e.getValue(), item));
      }
    }
    return all.with(SWEEP, sweep.without(POINTS)).with(ARMS, spread);
  }

  private static String at(Node point) {
    if (point instanceof Mapping p && p.entries().get(AT) instanceof Scalar at) {
      return at.text();
    }
    throw point.error("a point of a sweep is a group of keys with 'at'.");
  }

  private static Node arm(String series, Node arm, Node item) {
    if (!(arm instanceof Mapping below) || !(item instanceof Mapping point)) {
      return arm; // refused where arms are read
    }
    Mapping place =
        Mapping.of("series", new Scalar(series, point.where()))
            .with(AT, point.entries().getOrDefault(AT, point));
    return below.under(point.without(AT)).with("point", place);
  }
}

package org.bilevel4j.eval.exact;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.LowerPoints;

/**
 * H_i v_i at one place, for as many products as anybody asks: the point is made anew every few
 * products, so that the answers of a long solve do not pile up in the workspace.
 */
final class HessianProducts {
  private static final long HELD = 4_000_000; // entries of answers held at once, about

  private final EvaluationOracle own;
  private final BlockSet set;
  private final Vec x;
  private final Blocks y;
  private final long perPoint;
  private LowerPoints points;
  private long products;

  /**
   * Products at a place that is known already.
   *
   * @param points at x and y, alive
   */
  HessianProducts(EvaluationOracle own, Vec x, Blocks y, LowerPoints points) {
    this.own = own;
    this.set = points.set();
    this.x = x;
    this.y = y;
    this.points = points;
    this.perPoint = Math.max(8, HELD / Math.max(1, y.dims().total(set)));
  }

  /** Products at a place; whatever the oracle handed out before dies. */
  static HessianProducts at(EvaluationOracle own, BlockSet set, Vec x, Blocks y) {
    own.reset();
    return new HessianProducts(own, x, y, own.lower(set, x, y));
  }

  BlockSet set() {
    return set;
  }

  /** The point, alive until the next product. */
  LowerPoints points() {
    return points;
  }

  /** H_i v_i, alive until the next product. */
  Blocks times(Blocks v) {
    if (products == perPoint) {
      own.reset();
      points = own.lower(set, x, y);
      products = 0;
    }
    products++;
    return points.hvpYY(v);
  }
}

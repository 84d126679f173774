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
  private static final int PER_POINT = 32;

  private final OwnOracle own;
  private final BlockSet set;
  private final Vec x;
  private final Blocks y;
  private LowerPoints points;
  private int products;

  HessianProducts(OwnOracle own, BlockSet set, Vec x, Blocks y) {
    this.own = own;
    this.set = set;
    this.x = x;
    this.y = y;
    own.reset();
    this.points = own.lower(set, x, y);
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
    if (products == PER_POINT) {
      own.reset();
      points = own.lower(set, x, y);
      products = 0;
    }
    products++;
    return points.hvpYY(v);
  }
}

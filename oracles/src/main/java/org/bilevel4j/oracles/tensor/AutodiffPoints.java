package org.bilevel4j.oracles.tensor;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.jspecify.annotations.Nullable;

/** What points of both levels answer. */
abstract class AutodiffPoints {
  final ReplayPoint point;
  private @Nullable Vec values;
  private @Nullable Blocks gradY;

  AutodiffPoints(ReplayPoint point) {
    this.point = point;
  }

  Dims dims() {
    return point.problem().lowerDims();
  }

  /** The blocks. */
  public BlockSet set() {
    return point.set();
  }

  /** The losses, computed once. */
  public Vec values() {
    Vec v = values;
    if (v == null) {
      v = point.values();
      values = v;
    }
    return v;
  }

  /** The gradients in y, computed once. */
  public Blocks gradY() {
    Blocks g = gradY;
    if (g == null) {
      g = point.perBlock(Recording.GRAD_Y, dims(), null);
      gradY = g;
    }
    return g;
  }

  /** out += the weighted sum of the gradients in x. */
  public void addGradX(Weights w, Vec out) {
    point.weighted(Recording.GRAD_X, w, null, out);
  }

  /** A zero vector like x. */
  public Vec upperZeros() {
    return point.problem().upperZeros(point.workspace(), set());
  }
}

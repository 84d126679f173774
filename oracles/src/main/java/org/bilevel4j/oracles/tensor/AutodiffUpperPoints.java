package org.bilevel4j.oracles.tensor;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.UpperPoints;
import org.jspecify.annotations.Nullable;

/** f_i and its derivatives. */
final class AutodiffUpperPoints implements UpperPoints {
  private final ReplayPoint point;
  private @Nullable Vec values;
  private @Nullable Blocks gradY;
  private @Nullable Blocks gradDual;

  AutodiffUpperPoints(ReplayPoint point) {
    this.point = point;
  }

  @Override
  public BlockSet set() {
    return point.set();
  }

  @Override
  public Vec values() {
    Vec v = values;
    if (v == null) {
      v = point.values();
      values = v;
    }
    return v;
  }

  @Override
  public Blocks gradY() {
    Blocks g = gradY;
    if (g == null) {
      g = point.perBlock(Recording.GRAD_Y, point.problem().lowerDims(), null);
      gradY = g;
    }
    return g;
  }

  @Override
  public Blocks gradDual() {
    Blocks g = gradDual;
    if (g == null) {
      if (!(point.problem().dualSide() instanceof DualSide.PerBlock side)) {
        throw new UnsupportedOperationException(
            point.problem().name() + ": blocks have no alpha of their own.");
      }
      g = point.perBlock(Recording.GRAD_DUAL, side.dims(), null);
      gradDual = g;
    }
    return g;
  }

  @Override
  public void addGradX(Weights w, Vec out) {
    point.weighted(Recording.GRAD_X, w, null, out);
  }

  @Override
  public void addGradSharedDual(Weights w, Vec out) {
    point.weighted(Recording.GRAD_DUAL, w, null, out);
  }

  @Override
  public Vec upperZeros() {
    return point.problem().upperZeros(point.workspace(), set());
  }
}

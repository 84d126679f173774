package org.bilevel4j.oracles.tensor;

import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.UpperPoints;
import org.jspecify.annotations.Nullable;

/** f_i and its derivatives. */
final class AutodiffUpperPoints extends AutodiffPoints implements UpperPoints {
  private @Nullable Blocks gradDual;

  AutodiffUpperPoints(ReplayPoint point) {
    super(point);
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
  public void addGradSharedDual(Weights w, Vec out) {
    point.weighted(Recording.GRAD_DUAL, w, null, out);
  }
}

package org.bilevel4j.core.set;

import org.bilevel4j.core.math.Support;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.util.UserError;
import org.jspecify.annotations.Nullable;

/**
 * low_j <= v_j <= high_j; bounds may be infinite.
 *
 * @param low one bound per coordinate, or a single one for all
 * @param high one bound per coordinate, or a single one for all
 */
public record Box(Vec low, Vec high) implements ConvexSet {

  /** Checks low <= high. */
  public Box {
    if (low.dim() != high.dim()) {
      throw new UserError(
          "box has " + low.dim() + " lower and " + high.dim() + " upper bounds; must be equal.");
    }
    for (int j = 0; j < low.dim(); j++) {
      if (!(low.get(j) <= high.get(j))) {
        throw new UserError(
            "box: lower bound "
                + low.get(j)
                + " of coordinate "
                + j
                + " is above upper bound "
                + high.get(j)
                + ".");
      }
    }
  }

  /** The same bounds for every coordinate. */
  public Box(double low, double high) {
    this(Vec.of(low), Vec.of(high));
  }

  private double clamp(int j, double value) {
    int b = low.dim() == 1 ? 0 : j;
    return Math.min(Math.max(value, low.get(b)), high.get(b));
  }

  @Override
  public void project(Vec v) {
    projectRange(v, 0, v.dim());
  }

  @Override
  public void project(Vec v, @Nullable Support moved) {
    if (moved == null) {
      project(v);
      return;
    }
    for (int r = 0; r < moved.ranges(); r++) {
      projectRange(v, moved.from(r), moved.to(r));
    }
  }

  private void projectRange(Vec v, int from, int to) {
    for (int j = from; j < to; j++) {
      double value = v.get(j);
      double inside = clamp(j, value);
      if (inside != value) {
        v.set(j, inside);
      }
    }
  }

  @Override
  public double violation(Vec v) {
    double worst = 0;
    for (int j = 0; j < v.dim(); j++) {
      worst = Math.max(worst, Math.abs(v.get(j) - clamp(j, v.get(j))));
    }
    return worst;
  }

  @Override
  public boolean isSeparable() {
    return true;
  }
}

package org.bilevel4j.oracles.analytic;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.UpperPoints;
import org.jspecify.annotations.Nullable;

/** f_i and its derivatives. */
final class UpperHeadPoints implements UpperPoints {
  private final HeadPoints points;
  private @Nullable Vec values;
  private @Nullable Blocks gradY;

  UpperHeadPoints(HeadPoints points) {
    this.points = points;
  }

  /** What the points are made of, for measuring. */
  HeadPoints heads() {
    return points;
  }

  @Override
  public BlockSet set() {
    return points.set();
  }

  @Override
  public Vec values() {
    Vec v = values;
    if (v == null) {
      v = points.values();
      values = v;
    }
    return v;
  }

  @Override
  public Blocks gradY() {
    Blocks g = gradY;
    if (g == null) {
      g = upperZerosY();
      points.addGradient(g.flat().doubles(), i -> {});
      gradY = g;
    }
    return g;
  }

  private Blocks upperZerosY() {
    return points.oracle().workspace().blocks(set(), points.oracle().problem().lowerDims());
  }

  @Override
  public Blocks gradDual() {
    throw unsupported();
  }

  @Override
  public void addGradX(Weights w, Vec out) {
    points.addBackward(w, out);
  }

  @Override
  public void addGradSharedDual(Weights w, Vec out) {
    throw unsupported();
  }

  private UnsupportedOperationException unsupported() {
    return new UnsupportedOperationException(
        points.oracle().problem().name() + ": f_i does not depend on a dual.");
  }

  @Override
  public Vec upperZeros() {
    return points.oracle().problem().upperZeros(points.oracle().workspace(), set());
  }
}

package org.bilevel4j.oracles;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.LowerPoints;
import org.jspecify.annotations.Nullable;

/** Lower losses and their differences; answers without an argument are kept. */
final class DifferenceLowerPoints implements LowerPoints {
  private final FirstDifferences point;
  private final SecondDifferences second;
  private @Nullable Vec values;
  private @Nullable Blocks gradY;
  private @Nullable Blocks hessian;
  private @Nullable Blocks jacobian;

  DifferenceLowerPoints(FirstDifferences point) {
    this.point = point;
    this.second = new SecondDifferences(point);
  }

  @Override
  public BlockSet set() {
    return point.set();
  }

  @Override
  public Vec values() {
    if (values == null) {
      values = point.values();
    }
    return values;
  }

  @Override
  public Blocks gradY() {
    if (gradY == null) {
      gradY = point.gradY();
    }
    return gradY;
  }

  @Override
  public void addGradX(Weights w, Vec out) {
    point.addGradX(w, out);
  }

  @Override
  public Blocks hvpYY(Blocks v) {
    return second.hvpYY(v);
  }

  @Override
  public void addCrossXY(Weights w, Blocks v, Vec out) {
    second.addCrossXY(w, v, out);
  }

  @Override
  public Blocks crossYX(Vec u) {
    return second.crossYX(u);
  }

  @Override
  public Blocks hessianYY() {
    if (hessian == null) {
      hessian = second.hessianYY();
    }
    return hessian;
  }

  @Override
  public Blocks jacobianXY() {
    if (jacobian == null) {
      jacobian = second.jacobianXY();
    }
    return jacobian;
  }

  @Override
  public Vec upperZeros() {
    return point.upperZeros();
  }
}

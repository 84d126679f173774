package org.bilevel4j.oracles;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.LowerPoints;
import org.jspecify.annotations.Nullable;

/** Lower losses and their differences; answers without an argument are kept. */
final class DifferenceLowerPoints implements LowerPoints {
  private final DifferencePlace place;
  private final SecondDifferences second;
  private @Nullable Vec values;
  private @Nullable Blocks gradY;
  private @Nullable Blocks hessian;
  private @Nullable Blocks jacobian;

  DifferenceLowerPoints(DifferencePlace place) {
    this.place = place;
    this.second = new SecondDifferences(place);
  }

  @Override
  public BlockSet set() {
    return place.set();
  }

  @Override
  public Vec values() {
    if (values == null) {
      values = place.values();
    }
    return values;
  }

  @Override
  public Blocks gradY() {
    if (gradY == null) {
      gradY = place.gradY();
    }
    return gradY;
  }

  @Override
  public void addGradX(Weights w, Vec out) {
    place.addGradX(w, out);
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
    return place.upperZeros();
  }
}

package org.bilevel4j.core.check;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.UpperPoints;

/** Upper points that check every question and answer. */
final class CheckedUpper implements UpperPoints {
  private final Place place;
  private final UpperPoints points;

  CheckedUpper(Place place, UpperPoints points) {
    this.place = place;
    this.points = points;
  }

  @Override
  public BlockSet set() {
    return place.set();
  }

  @Override
  public Vec values() {
    place.asks(OracleCall.UPPER_VALUE);
    return place.lend(OracleCall.UPPER_VALUE, points.values());
  }

  @Override
  public Blocks gradY() {
    place.asks(OracleCall.UPPER_GRAD_Y);
    return place.lend(OracleCall.UPPER_GRAD_Y, points.gradY(), place.problem().lowerDims());
  }

  @Override
  public Blocks gradDual() {
    place.asks(OracleCall.UPPER_GRAD_DUAL);
    if (!(place.problem().dualSide() instanceof DualSide.PerBlock side)) {
      throw place.fault("gradDual was asked, but there is no dual per block");
    }
    return place.lend(OracleCall.UPPER_GRAD_DUAL, points.gradDual(), side.dims());
  }

  @Override
  public void addGradX(Weights w, Vec out) {
    place.asks(OracleCall.UPPER_GRAD_X);
    place.requireWeights(w);
    place.requireDim("target of addGradX", out, place.problem().upperDim());
    double[] before = out.toArray();
    points.addGradX(w, out);
    place.requireSupport(OracleCall.UPPER_GRAD_X, before, out);
  }

  @Override
  public void addGradSharedDual(Weights w, Vec out) {
    place.asks(OracleCall.UPPER_GRAD_DUAL);
    if (!(place.dual() instanceof Dual.Shared shared)) {
      throw place.fault("addGradSharedDual was asked, but there is no shared dual");
    }
    place.requireWeights(w);
    place.requireDim("target of addGradSharedDual", out, shared.alpha().dim());
    points.addGradSharedDual(w, out);
  }

  @Override
  public Vec upperZeros() {
    place.requireFresh("upperZeros");
    return points.upperZeros();
  }
}

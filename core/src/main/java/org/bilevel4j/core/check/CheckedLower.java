package org.bilevel4j.core.check;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.OracleCall;

/** Lower points that check every question and answer. */
final class CheckedLower implements LowerPoints {
  private final Place place;
  private final LowerPoints points;
  private final Dims dims;
  private final int upperDim;

  CheckedLower(Place place, LowerPoints points) {
    this.place = place;
    this.points = points;
    this.dims = place.problem().lowerDims();
    this.upperDim = place.problem().upperDim();
  }

  @Override
  public BlockSet set() {
    return place.set();
  }

  @Override
  public Vec values() {
    place.asks(OracleCall.LOWER_VALUE);
    return place.lend(OracleCall.LOWER_VALUE, points.values());
  }

  @Override
  public Blocks gradY() {
    place.asks(OracleCall.LOWER_GRAD_Y);
    return place.lend(OracleCall.LOWER_GRAD_Y, points.gradY(), dims);
  }

  @Override
  public void addGradX(Weights w, Vec out) {
    place.asks(OracleCall.LOWER_GRAD_X);
    place.requireWeights(w);
    place.requireDim("target of addGradX", out, upperDim);
    double[] before = out.toArray();
    points.addGradX(w, out);
    place.requireSupport(OracleCall.LOWER_GRAD_X, before, out);
  }

  @Override
  public Blocks hvpYY(Blocks v) {
    place.asks(OracleCall.LOWER_HVP);
    place.requireBlocks("v", v, dims);
    Snapshot[] borrowed = place.borrow("v", v);
    Blocks answer = points.hvpYY(v);
    place.requireReturned(OracleCall.LOWER_HVP, borrowed);
    return place.requireAnswer(OracleCall.LOWER_HVP, answer, dims);
  }

  @Override
  public void addCrossXY(Weights w, Blocks v, Vec out) {
    place.asks(OracleCall.LOWER_CROSS_XY);
    place.requireWeights(w);
    place.requireBlocks("v", v, dims);
    place.requireDim("target of addCrossXY", out, upperDim);
    double[] before = out.toArray();
    Snapshot[] borrowed = place.borrow("v", v);
    points.addCrossXY(w, v, out);
    place.requireReturned(OracleCall.LOWER_CROSS_XY, borrowed);
    place.requireSupport(OracleCall.LOWER_CROSS_XY, before, out);
  }

  @Override
  public Blocks crossYX(Vec u) {
    place.asks(OracleCall.LOWER_CROSS_YX);
    place.requireDim("u", u, upperDim);
    Snapshot borrowed = place.borrow("u", u);
    Blocks answer = points.crossYX(u);
    place.requireReturned(OracleCall.LOWER_CROSS_YX, borrowed);
    return place.requireAnswer(OracleCall.LOWER_CROSS_YX, answer, dims);
  }

  @Override
  public Blocks hessianYY() {
    place.asks(OracleCall.LOWER_HESSIAN);
    return place.lend(OracleCall.LOWER_HESSIAN, points.hessianYY(), dims.squared());
  }

  @Override
  public Blocks jacobianXY() {
    place.asks(OracleCall.LOWER_JACOBIAN);
    return place.lend(OracleCall.LOWER_JACOBIAN, points.jacobianXY(), dims.timesRows(upperDim));
  }

  @Override
  public Vec upperZeros() {
    place.requireFresh("upperZeros");
    return points.upperZeros();
  }
}

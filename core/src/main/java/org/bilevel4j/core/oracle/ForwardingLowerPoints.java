package org.bilevel4j.core.oracle;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.OracleCall;

/** Lower points that tell hooks of every question. */
final class ForwardingLowerPoints extends ForwardingPoints implements LowerPoints {
  private static final PointMethod VALUES = PointMethod.kept("values", OracleCall.LOWER_VALUE);
  private static final PointMethod GRAD_Y = PointMethod.kept("gradY", OracleCall.LOWER_GRAD_Y);
  private static final PointMethod ADD_GRAD_X = PointMethod.of("addGradX", OracleCall.LOWER_GRAD_X);
  private static final PointMethod GRAD_X = PointMethod.of("gradX", OracleCall.LOWER_GRAD_X);
  private static final PointMethod HVP = PointMethod.of("hvpYY", OracleCall.LOWER_HVP);
  private static final PointMethod ADD_CROSS_XY =
      PointMethod.of("addCrossXY", OracleCall.LOWER_CROSS_XY);
  private static final PointMethod CROSS_XY = PointMethod.of("crossXY", OracleCall.LOWER_CROSS_XY);
  private static final PointMethod CROSS_YX = PointMethod.of("crossYX", OracleCall.LOWER_CROSS_YX);
  private static final PointMethod HESSIAN =
      PointMethod.kept("hessianYY", OracleCall.LOWER_HESSIAN);
  private static final PointMethod JACOBIAN =
      PointMethod.kept("jacobianXY", OracleCall.LOWER_JACOBIAN);
  private static final PointMethod ZEROS = PointMethod.of("upperZeros", null);

  private final LowerPoints points;

  ForwardingLowerPoints(LowerPoints points, PointHook[] hooks) {
    super(hooks);
    this.points = points;
  }

  @Override
  public BlockSet set() {
    return points.set();
  }

  @Override
  public Vec values() {
    before(VALUES, null, null, null);
    try {
      return after(VALUES, points.values());
    } finally {
      ended();
    }
  }

  @Override
  public Blocks gradY() {
    before(GRAD_Y, null, null, null);
    try {
      return after(GRAD_Y, points.gradY());
    } finally {
      ended();
    }
  }

  @Override
  public void addGradX(Weights w, Vec out) {
    before(ADD_GRAD_X, w, null, out);
    try {
      points.addGradX(w, out);
      after(ADD_GRAD_X, out);
    } finally {
      ended();
    }
  }

  @Override
  public Vec gradX(Weights w) {
    before(GRAD_X, w, null, null);
    try {
      return after(GRAD_X, points.gradX(w));
    } finally {
      ended();
    }
  }

  @Override
  public Blocks hvpYY(Blocks v) {
    before(HVP, null, v, null);
    try {
      return after(HVP, points.hvpYY(v));
    } finally {
      ended();
    }
  }

  @Override
  public void addCrossXY(Weights w, Blocks v, Vec out) {
    before(ADD_CROSS_XY, w, v, out);
    try {
      points.addCrossXY(w, v, out);
      after(ADD_CROSS_XY, out);
    } finally {
      ended();
    }
  }

  @Override
  public Vec crossXY(Weights w, Blocks v) {
    before(CROSS_XY, w, v, null);
    try {
      return after(CROSS_XY, points.crossXY(w, v));
    } finally {
      ended();
    }
  }

  @Override
  public Blocks crossYX(Vec u) {
    before(CROSS_YX, null, u, null);
    try {
      return after(CROSS_YX, points.crossYX(u));
    } finally {
      ended();
    }
  }

  @Override
  public Blocks hessianYY() {
    before(HESSIAN, null, null, null);
    try {
      return after(HESSIAN, points.hessianYY());
    } finally {
      ended();
    }
  }

  @Override
  public Blocks jacobianXY() {
    before(JACOBIAN, null, null, null);
    try {
      return after(JACOBIAN, points.jacobianXY());
    } finally {
      ended();
    }
  }

  @Override
  public Vec upperZeros() {
    before(ZEROS, null, null, null);
    try {
      return after(ZEROS, points.upperZeros());
    } finally {
      ended();
    }
  }
}

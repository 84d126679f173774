package org.bilevel4j.core.oracle;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.OracleCall;

/** Lower points that tell a hook of every question. */
final class ForwardingLowerPoints implements LowerPoints {
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
  private final PointHook hook;

  ForwardingLowerPoints(LowerPoints points, PointHook hook) {
    this.points = points;
    this.hook = hook;
  }

  @Override
  public BlockSet set() {
    return points.set();
  }

  @Override
  public Vec values() {
    hook.before(VALUES, null, null, null);
    try {
      Vec answer = points.values();
      hook.after(VALUES, answer);
      return answer;
    } finally {
      hook.ended();
    }
  }

  @Override
  public Blocks gradY() {
    hook.before(GRAD_Y, null, null, null);
    try {
      Blocks answer = points.gradY();
      hook.after(GRAD_Y, answer);
      return answer;
    } finally {
      hook.ended();
    }
  }

  @Override
  public void addGradX(Weights w, Vec out) {
    hook.before(ADD_GRAD_X, w, null, out);
    try {
      points.addGradX(w, out);
      hook.after(ADD_GRAD_X, out);
    } finally {
      hook.ended();
    }
  }

  @Override
  public Vec gradX(Weights w) {
    hook.before(GRAD_X, w, null, null);
    try {
      Vec answer = points.gradX(w);
      hook.after(GRAD_X, answer);
      return answer;
    } finally {
      hook.ended();
    }
  }

  @Override
  public Blocks hvpYY(Blocks v) {
    hook.before(HVP, null, v, null);
    try {
      Blocks answer = points.hvpYY(v);
      hook.after(HVP, answer);
      return answer;
    } finally {
      hook.ended();
    }
  }

  @Override
  public void addCrossXY(Weights w, Blocks v, Vec out) {
    hook.before(ADD_CROSS_XY, w, v, out);
    try {
      points.addCrossXY(w, v, out);
      hook.after(ADD_CROSS_XY, out);
    } finally {
      hook.ended();
    }
  }

  @Override
  public Vec crossXY(Weights w, Blocks v) {
    hook.before(CROSS_XY, w, v, null);
    try {
      Vec answer = points.crossXY(w, v);
      hook.after(CROSS_XY, answer);
      return answer;
    } finally {
      hook.ended();
    }
  }

  @Override
  public Blocks crossYX(Vec u) {
    hook.before(CROSS_YX, null, u, null);
    try {
      Blocks answer = points.crossYX(u);
      hook.after(CROSS_YX, answer);
      return answer;
    } finally {
      hook.ended();
    }
  }

  @Override
  public Blocks hessianYY() {
    hook.before(HESSIAN, null, null, null);
    try {
      Blocks answer = points.hessianYY();
      hook.after(HESSIAN, answer);
      return answer;
    } finally {
      hook.ended();
    }
  }

  @Override
  public Blocks jacobianXY() {
    hook.before(JACOBIAN, null, null, null);
    try {
      Blocks answer = points.jacobianXY();
      hook.after(JACOBIAN, answer);
      return answer;
    } finally {
      hook.ended();
    }
  }

  @Override
  public Vec upperZeros() {
    hook.before(ZEROS, null, null, null);
    try {
      Vec answer = points.upperZeros();
      hook.after(ZEROS, answer);
      return answer;
    } finally {
      hook.ended();
    }
  }
}

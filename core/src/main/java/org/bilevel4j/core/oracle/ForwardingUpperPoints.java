package org.bilevel4j.core.oracle;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.UpperPoints;

/** Upper points that tell a hook of every question. */
final class ForwardingUpperPoints implements UpperPoints {
  private static final PointMethod VALUES = PointMethod.kept("values", OracleCall.UPPER_VALUE);
  private static final PointMethod OBJECTIVES =
      PointMethod.kept("objectives", OracleCall.UPPER_VALUE);
  private static final PointMethod GRAD_Y = PointMethod.kept("gradY", OracleCall.UPPER_GRAD_Y);
  private static final PointMethod GRAD_DUAL =
      PointMethod.kept("gradDual", OracleCall.UPPER_GRAD_DUAL);
  private static final PointMethod ADD_GRAD_X = PointMethod.of("addGradX", OracleCall.UPPER_GRAD_X);
  private static final PointMethod GRAD_X = PointMethod.of("gradX", OracleCall.UPPER_GRAD_X);
  private static final PointMethod ADD_GRAD_SHARED_DUAL =
      PointMethod.of("addGradSharedDual", OracleCall.UPPER_GRAD_DUAL);
  private static final PointMethod ZEROS = PointMethod.of("upperZeros", null);

  private final UpperPoints points;
  private final PointHook hook;

  ForwardingUpperPoints(UpperPoints points, PointHook hook) {
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
  public Vec objectives() {
    hook.before(OBJECTIVES, null, null, null);
    try {
      Vec answer = points.objectives();
      hook.after(OBJECTIVES, answer);
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
  public Blocks gradDual() {
    hook.before(GRAD_DUAL, null, null, null);
    try {
      Blocks answer = points.gradDual();
      hook.after(GRAD_DUAL, answer);
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
  public void addGradSharedDual(Weights w, Vec out) {
    hook.before(ADD_GRAD_SHARED_DUAL, w, null, out);
    try {
      points.addGradSharedDual(w, out);
      hook.after(ADD_GRAD_SHARED_DUAL, out);
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

package org.bilevel4j.core.oracle;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.UpperPoints;

/** Upper points that tell hooks of every question. */
final class ForwardingUpperPoints extends ForwardingPoints implements UpperPoints {
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

  ForwardingUpperPoints(UpperPoints points, PointHook[] hooks) {
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
  public Vec objectives() {
    before(OBJECTIVES, null, null, null);
    try {
      return after(OBJECTIVES, points.objectives());
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
  public Blocks gradDual() {
    before(GRAD_DUAL, null, null, null);
    try {
      return after(GRAD_DUAL, points.gradDual());
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
  public void addGradSharedDual(Weights w, Vec out) {
    before(ADD_GRAD_SHARED_DUAL, w, null, out);
    try {
      points.addGradSharedDual(w, out);
      after(ADD_GRAD_SHARED_DUAL, out);
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

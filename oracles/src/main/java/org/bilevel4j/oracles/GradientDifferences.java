package org.bilevel4j.oracles;

import java.util.Set;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.ProblemShape;

/** Central differences of the lower gradients of one run. */
final class GradientDifferences {
  private final ProblemShape shape;
  private final Oracle oracle;
  private final Workspace workspace;
  private final double scale;
  private final Set<OracleCall> made;
  private final Vec xUp; // moved copies of x, used within one call
  private final Vec xDown;

  GradientDifferences(
      ProblemShape shape, Oracle oracle, Workspace workspace, double scale, Set<OracleCall> made) {
    this.shape = shape;
    this.oracle = oracle;
    this.workspace = workspace;
    this.scale = scale;
    this.made = made;
    this.xUp = Vec.zeros(shape.upperDim());
    this.xDown = Vec.zeros(shape.upperDim());
  }

  ProblemShape shape() {
    return shape;
  }

  Oracle oracle() {
    return oracle;
  }

  Workspace workspace() {
    return workspace;
  }

  boolean makes(OracleCall call) {
    return made.contains(call);
  }

  /** The ends y_i + h_i v_i and y_i - h_i v_i. */
  private final class Ends {
    private final Blocks up;
    private final Blocks down;
    private final Vec inverse; // 1 / 2h by position

    private Ends(BlockSet set, Blocks y, Blocks v) {
      this.up = workspace.blocks(set, shape.lowerDims());
      this.down = workspace.blocks(set, shape.lowerDims());
      this.inverse = workspace.vec(set.size());
      for (int p = 0; p < set.size(); p++) {
        Vec at = y.at(set.id(p));
        Vec along = v.at(set.id(p));
        double h = StepLengths.direction(scale, at, along);
        Vec high = up.atPosition(p);
        Vec low = down.atPosition(p);
        high.copyFrom(at);
        low.copyFrom(at);
        high.axpy(h, along);
        low.axpy(-h, along);
        inverse.set(p, 0.5 / h);
      }
    }
  }

  /** H_i v_i. */
  Blocks hvpYY(BlockSet set, Vec x, Blocks y, Draw draw, Blocks v) {
    Ends ends = new Ends(set, y, v);
    Blocks high = oracle.lower(set, x, ends.up, draw).gradY();
    Blocks low = oracle.lower(set, x, ends.down, draw).gradY();
    Blocks out = workspace.blocks(set, shape.lowerDims());
    for (int p = 0; p < set.size(); p++) {
      Vec result = out.atPosition(p);
      result.copyFrom(high.atPosition(p));
      result.axpy(-1, low.atPosition(p));
      result.scale(ends.inverse.get(p));
    }
    return out;
  }

  /** out += sum_i w_i J_i v_i. */
  void addCrossXY(BlockSet set, Vec x, Blocks y, Draw draw, Weights w, Blocks v, Vec out) {
    Ends ends = new Ends(set, y, v);
    for (int p = 0; p < set.size(); p++) {
      ends.inverse.set(p, w.at(set.id(p)) * ends.inverse.get(p));
    }
    Weights scaled = Weights.over(set, ends.inverse);
    Vec sum = shape.upperZeros(workspace, set);
    oracle.lower(set, x, ends.up, draw).addGradX(scaled, sum);
    oracle.lower(set, x, ends.down, draw).addGradX(scaled.times(-1), sum);
    out.axpy(1, sum);
  }

  /** J_i^T u. */
  Blocks crossYX(BlockSet set, Vec x, Blocks y, Draw draw, Vec u) {
    double h = StepLengths.direction(scale, x, u);
    xUp.copyFrom(x);
    xDown.copyFrom(x);
    xUp.axpy(h, u);
    xDown.axpy(-h, u);
    Blocks out = workspace.blocks(set, shape.lowerDims());
    out.axpy(0.5 / h, oracle.lower(set, xUp, y, draw).gradY());
    out.axpy(-0.5 / h, oracle.lower(set, xDown, y, draw).gradY());
    return out;
  }
}

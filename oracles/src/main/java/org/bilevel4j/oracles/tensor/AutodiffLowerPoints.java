package org.bilevel4j.oracles.tensor;

import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.LowerPoints;
import org.jspecify.annotations.Nullable;

/** g_i and its derivatives. */
final class AutodiffLowerPoints extends AutodiffPoints implements LowerPoints {
  private @Nullable Blocks hessian;
  private @Nullable Blocks jacobian;

  AutodiffLowerPoints(ReplayPoint point) {
    super(point);
  }

  @Override
  public Blocks hvpYY(Blocks v) {
    return point.perBlock(Recording.HVP, dims(), v);
  }

  @Override
  public void addCrossXY(Weights w, Blocks v, Vec out) {
    point.weighted(Recording.CROSS_XY, w, v, out);
  }

  @Override
  public Blocks crossYX(Vec u) {
    return point.crossTransposed(dims(), u);
  }

  @Override
  public Blocks hessianYY() {
    Blocks h = hessian;
    if (h == null) {
      int d = dims().max();
      h = point.workspace().blocks(set(), dims().squared());
      Blocks unit = point.workspace().blocks(set(), dims());
      for (int j = 0; j < d; j++) {
        for (int b = 0; b < set().size(); b++) {
          unit.atPosition(b).set(j, 1);
        }
        Blocks column = hvpYY(unit);
        for (int b = 0; b < set().size(); b++) {
          unit.atPosition(b).set(j, 0);
          h.atPosition(b).slice(j * d, (j + 1) * d).copyFrom(column.atPosition(b));
        }
      }
      hessian = h;
    }
    return h;
  }

  @Override
  public Blocks jacobianXY() {
    Blocks all = jacobian;
    if (all == null) {
      int d = dims().max();
      int n = point.problem().upperDim();
      all = point.workspace().blocks(set(), dims().timesRows(n));
      Vec unit = point.workspace().vec(n);
      for (int a = 0; a < n; a++) {
        unit.set(a, 1);
        Blocks row = crossYX(unit);
        unit.set(a, 0);
        for (int b = 0; b < set().size(); b++) {
          all.atPosition(b).slice(a * d, (a + 1) * d).copyFrom(row.atPosition(b));
        }
      }
      jacobian = all;
    }
    return all;
  }
}

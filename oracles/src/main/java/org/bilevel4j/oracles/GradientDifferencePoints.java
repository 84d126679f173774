package org.bilevel4j.oracles;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.OracleCall;
import org.jspecify.annotations.Nullable;

/** A problem's own lower points, completed by differences of gradients at moved arguments. */
final class GradientDifferencePoints implements LowerPoints {
  private final GradientDifferences run;
  private final BlockSet set;
  private final Vec x;
  private final Blocks y;
  private final Draw draw;
  private final LowerPoints own;
  private @Nullable Blocks hessian;
  private @Nullable Blocks jacobian;

  GradientDifferencePoints(GradientDifferences run, BlockSet set, Vec x, Blocks y, Draw draw) {
    this.run = run;
    this.set = set;
    this.x = x;
    this.y = y;
    this.draw = draw;
    this.own = run.oracle().lower(set, x, y, draw);
  }

  @Override
  public BlockSet set() {
    return set;
  }

  @Override
  public Vec values() {
    return own.values();
  }

  @Override
  public Blocks gradY() {
    return own.gradY();
  }

  @Override
  public void addGradX(Weights w, Vec out) {
    own.addGradX(w, out);
  }

  @Override
  public Blocks hvpYY(Blocks v) {
    return run.makes(OracleCall.LOWER_HVP) ? run.hvpYY(set, x, y, draw, v) : own.hvpYY(v);
  }

  @Override
  public void addCrossXY(Weights w, Blocks v, Vec out) {
    if (run.makes(OracleCall.LOWER_CROSS_XY)) {
      run.addCrossXY(set, x, y, draw, w, v, out);
    } else {
      own.addCrossXY(w, v, out);
    }
  }

  @Override
  public Blocks crossYX(Vec u) {
    return run.makes(OracleCall.LOWER_CROSS_YX) ? run.crossYX(set, x, y, draw, u) : own.crossYX(u);
  }

  @Override
  public Blocks hessianYY() {
    if (!run.makes(OracleCall.LOWER_HESSIAN)) {
      return own.hessianYY();
    }
    if (hessian == null) {
      hessian = hessianFromProducts();
    }
    return hessian;
  }

  private Blocks hessianFromProducts() {
    Dims dims = run.shape().lowerDims();
    Blocks out = run.workspace().blocks(set, dims.squared());
    Blocks unit = run.workspace().blocks(set, dims);
    for (int b = 0; b < dims.max(); b++) {
      setEntry(unit, b, 1);
      Blocks column = hvpYY(unit);
      setEntry(unit, b, 0);
      for (int p = 0; p < set.size(); p++) {
        int d = dims.of(set.id(p));
        for (int a = 0; b < d && a < d; a++) {
          double half = 0.5 * column.atPosition(p).get(a);
          out.atPosition(p).add(a * d + b, half);
          out.atPosition(p).add(b * d + a, half);
        }
      }
    }
    return out;
  }

  private static void setEntry(Blocks blocks, int b, double value) {
    for (int p = 0; p < blocks.set().size(); p++) {
      Vec v = blocks.atPosition(p);
      if (b < v.dim()) {
        v.set(b, value);
      }
    }
  }

  @Override
  public Blocks jacobianXY() {
    if (!run.makes(OracleCall.LOWER_JACOBIAN)) {
      return own.jacobianXY();
    }
    if (jacobian == null) {
      jacobian = jacobianFromProducts();
    }
    return jacobian;
  }

  private Blocks jacobianFromProducts() {
    Dims dims = run.shape().lowerDims();
    int rows = run.shape().upperDim();
    Blocks out = run.workspace().blocks(set, dims.timesRows(rows));
    Vec unit = run.workspace().vec(rows);
    for (int a = 0; a < rows; a++) {
      unit.set(a, 1);
      Blocks row = crossYX(unit);
      unit.set(a, 0);
      for (int p = 0; p < set.size(); p++) {
        int d = dims.of(set.id(p));
        out.atPosition(p).slice(a * d, (a + 1) * d).copyFrom(row.atPosition(p));
      }
    }
    return out;
  }

  @Override
  public Vec upperZeros() {
    return own.upperZeros();
  }
}

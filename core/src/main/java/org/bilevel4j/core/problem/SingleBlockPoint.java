package org.bilevel4j.core.problem;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * One level of a {@link SingleBlockProblem} at one point: packs what its methods answer. Values and
 * gradients in y are kept.
 */
abstract class SingleBlockPoint {
  private static final BlockSet BLOCK = BlockSet.all(1);

  final SingleBlockProblem problem;
  final Workspace workspace;
  final Vec x;
  final Vec y;
  final int[] rows;
  private @Nullable Vec value;
  private @Nullable Blocks gradY;

  SingleBlockPoint(SingleBlockProblem problem, Workspace workspace, Vec x, Vec y, int[] rows) {
    this.problem = problem;
    this.workspace = workspace;
    this.x = x;
    this.y = y;
    this.rows = rows;
  }

  abstract double loss();

  abstract void gradX(Vec out);

  abstract void gradY(Vec out);

  /** Fills the one block of an answer. */
  interface Filling {
    void into(Vec out);
  }

  final Blocks filled(Dims dims, Filling filling) {
    Blocks out = workspace.blocks(BLOCK, dims);
    filling.into(out.atPosition(0));
    return out;
  }

  /** Adds a multiple of what is filled in to a vector of x. */
  final void add(Weights w, Vec out, Filling filling) {
    Vec h = upperZeros();
    filling.into(h);
    out.axpy(w.at(0), h);
  }

  public final BlockSet set() {
    return BLOCK;
  }

  public final Vec values() {
    if (value == null) {
      value = workspace.vec(1);
      value.set(0, loss());
    }
    return value;
  }

  public final Blocks gradY() {
    if (gradY == null) {
      gradY = filled(problem.lowerDims(), this::gradY);
    }
    return gradY;
  }

  public final void addGradX(Weights w, Vec out) {
    add(w, out, this::gradX);
  }

  public final Vec upperZeros() {
    return workspace.vec(problem.upperDim());
  }

  /** f and its derivatives. */
  static final class Upper extends SingleBlockPoint implements UpperPoints {
    Upper(SingleBlockProblem problem, Workspace workspace, Vec x, Vec y, int[] rows) {
      super(problem, workspace, x, y, rows);
    }

    @Override
    double loss() {
      return problem.upperLoss(x, y, rows);
    }

    @Override
    void gradX(Vec out) {
      problem.upperGradX(x, y, rows, out);
    }

    @Override
    void gradY(Vec out) {
      problem.upperGradY(x, y, rows, out);
    }

    @Override
    public Blocks gradDual() {
      throw problem.notOffered("gradDual");
    }

    @Override
    public void addGradSharedDual(Weights w, Vec out) {
      throw problem.notOffered("gradDual");
    }
  }

  /** g and its derivatives; dense matrices are made of products, once. */
  static final class Lower extends SingleBlockPoint implements LowerPoints {
    private @Nullable Blocks hessian;
    private @Nullable Blocks jacobian;

    Lower(SingleBlockProblem problem, Workspace workspace, Vec x, Vec y, int[] rows) {
      super(problem, workspace, x, y, rows);
    }

    @Override
    double loss() {
      return problem.lowerLoss(x, y, rows);
    }

    @Override
    void gradX(Vec out) {
      problem.lowerGradX(x, y, rows, out);
    }

    @Override
    void gradY(Vec out) {
      problem.lowerGradY(x, y, rows, out);
    }

    @Override
    public Blocks hvpYY(Blocks v) {
      return filled(problem.lowerDims(), out -> problem.lowerHvp(x, y, rows, v.at(0), out));
    }

    @Override
    public void addCrossXY(Weights w, Blocks v, Vec out) {
      add(w, out, h -> problem.lowerCrossXY(x, y, rows, v.at(0), h));
    }

    @Override
    public Blocks crossYX(Vec u) {
      return filled(problem.lowerDims(), out -> problem.lowerCrossYX(x, y, rows, u, out));
    }

    @Override
    public Blocks hessianYY() {
      if (hessian == null) {
        int d = y.dim();
        hessian =
            filled(
                problem.lowerDims().squared(),
                out -> columns(d, d, out, (unit, h) -> problem.lowerHvp(x, y, rows, unit, h)));
      }
      return hessian;
    }

    @Override
    public Blocks jacobianXY() {
      if (jacobian == null) {
        jacobian = filled(problem.lowerDims().timesRows(problem.upperDim()), this::jacobian);
      }
      return jacobian;
    }

    private void jacobian(Vec out) {
      int d = y.dim();
      int dx = problem.upperDim();
      if (problem.offers().contains(OracleCall.LOWER_CROSS_XY)) {
        columns(dx, d, out, (unit, j) -> problem.lowerCrossXY(x, y, rows, unit, j));
        return;
      }
      Vec unit = workspace.vec(dx);
      for (int a = 0; a < dx; a++) {
        unit.set(a, 1);
        problem.lowerCrossYX(x, y, rows, unit, out.slice(a * d, (a + 1) * d));
        unit.set(a, 0);
      }
    }

    /** A row-major matrix, column by column from its products with unit vectors. */
    private void columns(int height, int width, Vec out, Product product) {
      Vec unit = workspace.vec(width);
      Vec column = workspace.vec(height);
      for (int b = 0; b < width; b++) {
        unit.set(b, 1);
        column.fill(0);
        product.of(unit, column);
        for (int a = 0; a < height; a++) {
          out.set(a * width + b, column.get(a));
        }
        unit.set(b, 0);
      }
    }
  }

  /** A matrix times a vector. */
  private interface Product {
    void of(Vec v, Vec out);
  }
}

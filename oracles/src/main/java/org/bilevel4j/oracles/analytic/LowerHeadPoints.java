package org.bilevel4j.oracles.analytic;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.oracles.heads.HeadPoints;
import org.bilevel4j.oracles.heads.HeadShape;
import org.bilevel4j.oracles.heads.Penalty;
import org.jspecify.annotations.Nullable;

/** g_i and its derivatives: the mean row loss and the penalty. */
final class LowerHeadPoints implements LowerPoints {
  private final SharedEmbeddingProblem problem;
  private final Workspace workspace;
  private final HeadPoints points;
  private final Penalty penalty;
  private final HeadShape head;
  private final int cut; // where the penalty's slice of x begins
  private final double[] x;
  private final int ro; // where that slice begins in the array x
  private @Nullable Vec values;
  private @Nullable Blocks gradY;
  private @Nullable Blocks hessian;

  LowerHeadPoints(SharedEmbeddingProblem problem, Workspace workspace, HeadPoints points, Vec x) {
    this.problem = problem;
    this.workspace = workspace;
    this.points = points;
    this.penalty = problem.parts().penalty();
    this.head = problem.parts().head();
    this.cut = problem.parts().embedding().parameters();
    Vec rho = x.slice(cut, x.dim());
    this.x = x.isFloat() ? rho.toArray() : x.doubles();
    this.ro = x.isFloat() ? 0 : x.offset() + cut;
  }

  @Override
  public BlockSet set() {
    return points.set();
  }

  private int tasks() {
    return points.set().size();
  }

  private Blocks zeros(Dims dims) {
    return workspace.blocks(set(), dims);
  }

  private Dims dims() {
    return problem.lowerDims();
  }

  @Override
  public Vec values() {
    Vec v = values;
    if (v == null) {
      v = points.values();
      for (int q = 0; q < tasks(); q++) {
        v.add(q, penalty.value(head, x, ro, points.heads(), q * head.dim()));
      }
      values = v;
    }
    return v;
  }

  @Override
  public Blocks gradY() {
    Blocks g = gradY;
    if (g == null) {
      g = zeros(dims());
      double[] out = g.flat().doubles();
      double[] y = points.heads();
      points.addGradient(
          out, q -> penalty.addGradY(head, x, ro, y, q * head.dim(), out, q * head.dim()));
      gradY = g;
    }
    return g;
  }

  @Override
  public void addGradX(Weights w, Vec out) {
    points.addBackward(w, out);
    if (penalty.parameters() > 0) {
      Vec sum = workspace.vec(penalty.parameters());
      for (int q = 0; q < tasks(); q++) {
        double weight = w.at(set().id(q));
        penalty.addGradX(head, x, ro, points.heads(), q * head.dim(), weight, sum.doubles());
      }
      out.slice(cut, out.dim()).axpy(1, sum);
    }
  }

  @Override
  public Blocks hvpYY(Blocks v) {
    double[] d = points.gather(v);
    Blocks result = zeros(dims());
    double[] out = result.flat().doubles();
    double[] y = points.heads();
    points.addHessianTimes(
        d,
        out,
        q -> {
          int at = q * head.dim();
          penalty.addHvp(head, x, ro, y, at, d, at, out, at);
        });
    return result;
  }

  @Override
  public void addCrossXY(Weights w, Blocks v, Vec out) {
    double[] d = points.gather(v);
    points.addCross(w, d, out);
    if (penalty.parameters() > 0) {
      Vec sum = workspace.vec(penalty.parameters());
      for (int q = 0; q < tasks(); q++) {
        int at = q * head.dim();
        double weight = w.at(set().id(q));
        penalty.addCrossXY(head, x, ro, points.heads(), at, d, at, weight, sum.doubles());
      }
      out.slice(cut, out.dim()).axpy(1, sum);
    }
  }

  @Override
  public Blocks crossYX(Vec u) {
    Blocks result = zeros(dims());
    double[] out = result.flat().doubles();
    double[] y = points.heads();
    Vec slice = u.slice(cut, u.dim());
    points.addCrossTransposed(
        u,
        out,
        q -> {
          int at = q * head.dim();
          penalty.addCrossYX(head, x, ro, y, at, slice, out, at);
        });
    return result;
  }

  @Override
  public Blocks hessianYY() {
    Blocks h = hessian;
    if (h == null) {
      h = zeros(dims().squared());
      int d = head.dim();
      for (int q = 0; q < tasks(); q++) {
        double[] out = h.flat().doubles();
        points.addHessian(q, out, q * d * d);
        penalty.addHessian(head, x, ro, points.heads(), q * d, out, q * d * d);
      }
      hessian = h;
    }
    return h;
  }

  @Override
  public Blocks jacobianXY() {
    throw new UnsupportedOperationException(
        problem.name() + ": the dense mixed derivative is not offered.");
  }

  @Override
  public Vec upperZeros() {
    return problem.upperZeros(workspace, set());
  }
}

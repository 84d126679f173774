package org.bilevel4j.oracles.analytic;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.LowerPoints;
import org.jspecify.annotations.Nullable;

/** g_i and its derivatives: the mean row loss and the penalty. */
final class LowerHeadPoints implements LowerPoints {
  private final HeadPoints points;
  private final Penalty penalty;
  private final HeadShape head;
  private final int cut; // where the penalty's slice of x begins
  private @Nullable Vec values;
  private @Nullable Blocks gradY;
  private @Nullable Blocks hessian;

  LowerHeadPoints(HeadPoints points) {
    this.points = points;
    SharedEmbedding parts = points.oracle().parts();
    this.penalty = parts.penalty();
    this.head = parts.head();
    this.cut = parts.embedding().parameters();
  }

  @Override
  public BlockSet set() {
    return points.set();
  }

  private double[] x() {
    return points.place().x();
  }

  private int tasks() {
    return points.set().size();
  }

  private Blocks zeros(Dims dims) {
    return points.oracle().workspace().blocks(set(), dims);
  }

  private Dims dims() {
    return points.oracle().problem().lowerDims();
  }

  @Override
  public Vec values() {
    Vec v = values;
    if (v == null) {
      v = points.values();
      for (int q = 0; q < tasks(); q++) {
        v.add(q, penalty.value(head, x(), cut, points.heads(), q * head.dim()));
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
      double[] x = x();
      points.addGradient(
          out, q -> penalty.addGradY(head, x, cut, y, q * head.dim(), out, q * head.dim()));
      gradY = g;
    }
    return g;
  }

  @Override
  public void addGradX(Weights w, Vec out) {
    points.addBackward(w, out);
    if (penalty.parameters() > 0) {
      Vec sum = points.oracle().workspace().vec(penalty.parameters());
      for (int q = 0; q < tasks(); q++) {
        double weight = w.at(set().id(q));
        penalty.addGradX(head, x(), cut, points.heads(), q * head.dim(), weight, sum.doubles());
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
    double[] x = x();
    points.addHessian(
        d,
        out,
        q -> {
          int at = q * head.dim();
          penalty.addHvp(head, x, cut, y, at, d, at, out, at);
        });
    return result;
  }

  @Override
  public void addCrossXY(Weights w, Blocks v, Vec out) {
    double[] d = points.gather(v);
    points.addCross(w, d, out);
    if (penalty.parameters() > 0) {
      Vec sum = points.oracle().workspace().vec(penalty.parameters());
      for (int q = 0; q < tasks(); q++) {
        int at = q * head.dim();
        double weight = w.at(set().id(q));
        penalty.addCrossXY(head, x(), cut, points.heads(), at, d, at, weight, sum.doubles());
      }
      out.slice(cut, out.dim()).axpy(1, sum);
    }
  }

  @Override
  public Blocks crossYX(Vec u) {
    Blocks result = zeros(dims());
    double[] out = result.flat().doubles();
    double[] y = points.heads();
    double[] x = x();
    Vec slice = u.slice(cut, u.dim());
    points.addCrossTransposed(
        u,
        out,
        q -> {
          int at = q * head.dim();
          penalty.addCrossYX(head, x, cut, y, at, slice, out, at);
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
        HeadHessian.addRows(points, q, h.flat().doubles(), q * d * d);
        HeadHessian.addPenalty(
            head, penalty, x(), cut, points.heads(), q * d, h.flat().doubles(), q * d * d);
      }
      hessian = h;
    }
    return h;
  }

  @Override
  public Blocks jacobianXY() {
    throw new UnsupportedOperationException(
        points.oracle().problem().name() + ": the dense mixed derivative is not offered.");
  }

  @Override
  public Vec upperZeros() {
    return points.oracle().problem().upperZeros(points.oracle().workspace(), set());
  }
}

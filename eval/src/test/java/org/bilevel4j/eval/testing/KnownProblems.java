package org.bilevel4j.eval.testing;

import java.util.Optional;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.LowerConstraints;
import org.bilevel4j.core.problem.LowerSolver;
import org.bilevel4j.core.set.Box;
import org.bilevel4j.core.set.ConvexSet;

/** The closed forms of docs/ALGORITHMS.md section 11. */
public final class KnownProblems {
  private KnownProblems() {}

  /** F = x^2 / 2, without a lower level (closed form 11). */
  public static SmallProblem parabola(ConvexSet upperSet) {
    return squares(1, upperSet);
  }

  /** F = -2 x^2 on [-1, 1]. */
  public static SmallProblem dome() {
    return squares(-4, new Box(-1, 1));
  }

  private static SmallProblem squares(double curvature, ConvexSet upperSet) {
    return new SmallProblem("parabola", 1, Dims.uniform(1, 0), new DualSide.None()) {
      @Override
      public ConvexSet upperSet() {
        return upperSet;
      }

      @Override
      protected double upper(int i, Vec x, Vec y, Vec alpha, Vec gx, Vec gy, Vec ga) {
        gx.add(0, curvature * x.get(0));
        return curvature * x.get(0) * x.get(0) / 2;
      }

      @Override
      protected double lower(int i, Vec x, Vec y, Vec gy) {
        throw new IllegalStateException("no lower level");
      }

      @Override
      protected void addHvp(int i, Vec x, Vec y, Vec v, Vec out) {
        throw new IllegalStateException("no lower level");
      }

      @Override
      protected void addCross(int i, Vec x, Vec y, double weight, Vec v, Vec out) {
        throw new IllegalStateException("no lower level");
      }
    };
  }

  /**
   * P0 (closed form 1): f = (y-1)^2/2 + x^2/2, g = (y-x)^2/2; grad F = 2x - 1, x* = 1/2, F* = 1/4.
   */
  public static SmallProblem p0() {
    return new Scalar(
        "p0", new double[] {1}, new double[] {1}, new double[1], new DualSide.None()) {
      @Override
      protected double upper(int i, Vec x, Vec y, Vec alpha, Vec gx, Vec gy, Vec ga) {
        double r = y.get(0) - 1;
        gx.add(0, x.get(0));
        gy.add(0, r);
        return (r * r + x.get(0) * x.get(0)) / 2;
      }
    };
  }

  /** The lower level of P0 with y in a set; f = y. */
  public static SmallProblem boxed(ConvexSet set) {
    return new Scalar(
        "boxed", new double[] {1}, new double[] {1}, new double[1], new DualSide.None()) {
      @Override
      public ConvexSet lowerSet(int block) {
        return set;
      }

      @Override
      protected double upper(int i, Vec x, Vec y, Vec alpha, Vec gx, Vec gy, Vec ga) {
        gy.add(0, 1);
        return y.get(0);
      }
    };
  }

  /** The lower level of P0 with a solver of its own or constraints; f = y. */
  public static SmallProblem with(
      Optional<LowerSolver> solver, Optional<LowerConstraints> constraints) {
    return new Scalar(
        "with", new double[] {1}, new double[] {1}, new double[1], new DualSide.None()) {
      @Override
      public Optional<LowerSolver> lowerSolver() {
        return solver;
      }

      @Override
      public Optional<LowerConstraints> lowerConstraints() {
        return constraints;
      }

      @Override
      protected double upper(int i, Vec x, Vec y, Vec alpha, Vec gx, Vec gy, Vec ga) {
        gy.add(0, 1);
        return y.get(0);
      }
    };
  }

  /** One alpha for both blocks: f_i = y_i + alpha (x - i) - alpha^2 / 2; alpha* = x - 1/2. */
  public static SmallProblem sharedDual() {
    return new Scalar(
        "shared", new double[] {1, 1}, new double[] {1, 1}, new double[2], new DualSide.Shared(1)) {
      @Override
      protected double upper(int i, Vec x, Vec y, Vec alpha, Vec gx, Vec gy, Vec ga) {
        double a = alpha.get(0);
        gx.add(0, a);
        gy.add(0, 1);
        ga.add(0, x.get(0) - i - a);
        return y.get(0) + a * (x.get(0) - i) - a * a / 2;
      }
    };
  }

  /** One inequality y <= 0. */
  public static LowerConstraints constraints() {
    return new LowerConstraints() {
      @Override
      public int inequalities(int block) {
        return 1;
      }

      @Override
      public int equalities(int block) {
        return 0;
      }

      @Override
      public void values(int block, Vec x, Vec y, Vec out) {
        out.set(0, y.get(0));
      }

      @Override
      public void jacobianY(int block, Vec x, Vec y, Vec out) {
        out.set(0, 1);
      }

      @Override
      public void addJacobianXTransposed(int block, Vec x, Vec y, double weight, Vec w, Vec out) {}

      @Override
      public void addHessianYY(int block, Vec x, Vec y, Vec multipliers, Vec v, Vec out) {}

      @Override
      public void addCrossXY(
          int block, Vec x, Vec y, double weight, Vec multipliers, Vec v, Vec out) {}
    };
  }

  /** P1 (closed form 2), min-max with one alpha_i per block in the given set. */
  public static SmallProblem p1(ConvexSet dualSet) {
    double[] c = {2, 0};
    double[] p = {1, 0};
    double[] q = {0, 1};
    double[] e = {1, 0};
    return new Scalar(
        "p1",
        new double[] {1, 4},
        new double[] {1, 2},
        new double[] {0, 1},
        new DualSide.PerBlock(Dims.uniform(2, 1))) {
      @Override
      public ConvexSet dualSet(int block) {
        return dualSet;
      }

      @Override
      protected double upper(int i, Vec x, Vec y, Vec alpha, Vec gx, Vec gy, Vec ga) {
        double r = y.get(0) - c[i];
        double a = alpha.get(0);
        double s = p[i] * x.get(0) + q[i] * y.get(0) - e[i];
        gx.add(0, a * p[i]);
        gy.add(0, r + a * q[i]);
        ga.add(0, s - a);
        return r * r / 2 + a * s - a * a / 2;
      }
    };
  }

  /** P2 (closed form 3): two objectives; x* = 2 sqrt 2 - 3, lambda* = (2 - sqrt 2, sqrt 2 - 1). */
  public static SmallProblem p2() {
    double[] factor = {0.5, 1};
    double[] target = {1, -1};
    return new Scalar(
        "p2", new double[] {1, 1}, new double[] {1, 1}, new double[2], new DualSide.Simplex()) {
      @Override
      protected double upper(int i, Vec x, Vec y, Vec alpha, Vec gx, Vec gy, Vec ga) {
        double r = y.get(0) - target[i];
        gy.add(0, 2 * factor[i] * r);
        return factor[i] * r * r;
      }
    };
  }

  /** g_i = h_i (y - a_i x - b_i)^2 / 2 with scalar x and y. */
  private abstract static class Scalar extends SmallProblem {
    private final double[] h;
    private final double[] a;
    private final double[] b;

    private Scalar(String name, double[] h, double[] a, double[] b, DualSide side) {
      super(name, 1, Dims.uniform(h.length, 1), side);
      this.h = h;
      this.a = a;
      this.b = b;
    }

    @Override
    protected double lower(int i, Vec x, Vec y, Vec gy) {
      double r = y.get(0) - a[i] * x.get(0) - b[i];
      gy.add(0, h[i] * r);
      return h[i] * r * r / 2;
    }

    @Override
    protected void addHvp(int i, Vec x, Vec y, Vec v, Vec out) {
      out.add(0, h[i] * v.get(0));
    }

    @Override
    protected void addCross(int i, Vec x, Vec y, double weight, Vec v, Vec out) {
      out.add(0, -weight * h[i] * a[i] * v.get(0));
    }
  }
}

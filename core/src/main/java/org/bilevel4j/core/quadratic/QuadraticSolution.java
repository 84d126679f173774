package org.bilevel4j.core.quadratic;

import java.util.ArrayList;
import java.util.List;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.LocalParts;

/**
 * Closed forms of quadratic problems without constraints: lower solutions, best duals, the reduced
 * quadratics F_i(x) = f_i(x, alpha_i*, y_i*(x)), and for a mean over blocks the minimiser.
 */
public final class QuadraticSolution {
  private final QuadraticProblem problem;

  /** Solves this problem; its sets other than the simplex are not looked at. */
  public QuadraticSolution(QuadraticProblem problem) {
    this.problem = problem;
  }

  /** y_i*(x) for every block; x is not modified. */
  public Blocks lower(Vec x) {
    Blocks y = Blocks.state(problem.lowerDims());
    for (int i = 0; i < problem.blocks(); i++) {
      QuadraticForm g = problem.block(i).g();
      int d = g.lowerDim();
      Vec h = Vec.zeros(d * d);
      g.addDenseYY(1, h);
      Vec b = Vec.zeros(d);
      g.addGradY(-1, seen(i, x), Vec.zeros(d), Vec.zeros(0), b);
      LinearSystem.solve(h, b);
      y.at(i).copyFrom(b);
    }
    return y;
  }

  /** alpha_i*(x, y) for every block with a dual of its own; arguments are not modified. */
  public Blocks dual(Vec x, Blocks y) {
    int[] dims = new int[problem.blocks()];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = problem.block(i).f().dualDim();
    }
    Blocks alpha = Blocks.state(Dims.of(dims));
    for (int i = 0; i < dims.length; i++) {
      QuadraticForm f = problem.block(i).f();
      Vec aa = Vec.zeros(dims[i] * dims[i]);
      f.addDenseDual(1, aa);
      Vec b = Vec.zeros(dims[i]);
      f.addGradDual(1, seen(i, x), y.at(i), Vec.zeros(dims[i]), b);
      LinearSystem.solve(aa, b);
      alpha.at(i).copyFrom(b);
    }
    return alpha;
  }

  /** F_i(x) of every block; x is not modified. */
  public Vec values(Vec x) {
    Blocks y = lower(x);
    Blocks alpha = dual(x, y);
    Vec out = Vec.zeros(problem.blocks());
    for (int i = 0; i < problem.blocks(); i++) {
      out.set(i, problem.block(i).f().value(seen(i, x), y.at(i), alpha.at(i)));
    }
    return out;
  }

  /** grad F_i(x) = grad_x f_i - J_i H_i^-1 grad_y f_i for every block; x is not modified. */
  public List<Vec> gradients(Vec x) {
    Blocks y = lower(x);
    Blocks alpha = dual(x, y);
    List<Vec> out = new ArrayList<>();
    for (int i = 0; i < problem.blocks(); i++) {
      QuadraticBlock b = problem.block(i);
      int d = b.g().lowerDim();
      Vec seen = seen(i, x);
      Vec h = Vec.zeros(d * d);
      b.g().addDenseYY(1, h);
      Vec v = Vec.zeros(d);
      b.f().addGradY(1, seen, y.at(i), alpha.at(i), v);
      LinearSystem.solve(h, v);
      Vec grad = Vec.zeros(seen.dim());
      b.f().addGradX(1, seen, y.at(i), alpha.at(i), grad);
      b.g().addCrossXY(-1, v, grad);
      out.add(spread(i, grad));
    }
    return out;
  }

  /** grad sum_i w_i F_i(x); arguments are not modified. */
  public Vec gradient(Vec x, Vec w) {
    Vec sum = Vec.zeros(problem.upperDim());
    List<Vec> each = gradients(x);
    for (int i = 0; i < each.size(); i++) {
      sum.axpy(w.get(i), each.get(i));
    }
    return sum;
  }

  /**
   * The minimiser of sum_i w_i F_i, whose gradient is affine in x.
   *
   * @param w one weight per block, not modified
   */
  public Vec minimiser(Vec w) {
    if (problem.dualSide() instanceof DualSide.Shared) {
      throw new IllegalArgumentException("a shared dual couples the blocks.");
    }
    int d = problem.upperDim();
    Vec b = gradient(Vec.zeros(d), w);
    Vec a = Vec.zeros(d * d);
    for (int j = 0; j < d; j++) {
      Vec unit = Vec.zeros(d);
      unit.set(j, 1);
      Vec column = gradient(unit, w);
      for (int i = 0; i < d; i++) {
        a.set(i * d + j, column.get(i) - b.get(i));
      }
    }
    b.scale(-1);
    LinearSystem.solve(a, b);
    return b;
  }

  /** The minimiser of the mean over blocks. */
  public Vec meanMinimiser() {
    Vec w = Vec.zeros(problem.blocks());
    w.fill(1.0 / problem.blocks());
    return minimiser(w);
  }

  private Vec seen(int block, Vec x) {
    LocalParts parts = problem.localParts();
    if (!parts.exist()) {
      return x;
    }
    Vec own = x.slice(parts.from(block), parts.to(block));
    Vec seen = Vec.zeros(parts.shared() + own.dim());
    seen.slice(0, parts.shared()).copyFrom(x.slice(0, parts.shared()));
    seen.slice(parts.shared(), seen.dim()).copyFrom(own);
    return seen;
  }

  private Vec spread(int block, Vec seen) {
    LocalParts parts = problem.localParts();
    if (!parts.exist()) {
      return seen;
    }
    Vec x = Vec.zeros(problem.upperDim());
    x.slice(0, parts.shared()).copyFrom(seen.slice(0, parts.shared()));
    x.slice(parts.from(block), parts.to(block)).copyFrom(seen.slice(parts.shared(), seen.dim()));
    return x;
  }
}

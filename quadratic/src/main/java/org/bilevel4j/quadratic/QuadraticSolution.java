package org.bilevel4j.quadratic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Cholesky;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.LinearSystem;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;

/**
 * Closed forms of quadratic problems: lower solutions, best duals, the reduced functions F_i(x) =
 * f_i(x, alpha_i*, y_i*(x)), and for a weighted sum of them the minimiser.
 *
 * <p>Constraints of the lower levels are honoured (Y_i where it is a box); F_i is then quadratic
 * piece by piece. Dual sets are honoured in F_i; for a shared alpha F_i is f_i at the alpha that is
 * best for all. The set of x is not looked at.
 */
public final class QuadraticSolution {
  private static final double PIECE = 1e-6; // stays inside a piece, but for its rim
  private static final double KINK = 1e-9;
  private static final double ROUND_OFF = 1e-13;
  private static final int PIECES = 100;
  private static final int STARTS = 20;

  private final QuadraticProblem problem;

  /** Solves this problem. */
  public QuadraticSolution(QuadraticProblem problem) {
    this.problem = problem;
  }

  /** y_i*(x) for every block; x is not modified. */
  public Blocks lower(Vec x) {
    Blocks y = Blocks.state(problem.lowerDims());
    for (int i = 0; i < problem.blocks(); i++) {
      y.at(i).copyFrom(solved(i, x).solution());
    }
    return y;
  }

  private QuadraticProgram solved(int block, Vec x) {
    QuadraticProgram program = QuadraticLower.program(problem.block(block), problem.seen(block, x));
    if (!program.solve()) {
      throw new ArithmeticException(
          "the lower level of block " + block + " has no point, or more than one, at x = " + x);
    }
    return program;
  }

  /**
   * Whether every F_i has a gradient at x: each inequality of a lower level either binds with a
   * multiplier above the bound, or is slack by more than it (strict complementarity).
   */
  public boolean isDifferentiable(Vec x, double bound) {
    for (int i = 0; i < problem.blocks(); i++) {
      if (!solved(i, x).isStrict(bound)) {
        return false;
      }
    }
    return true;
  }

  /** alpha_i*(x, y) for every block with a dual of its own; arguments are not modified. */
  public Blocks dual(Vec x, Blocks y) {
    int[] dims = new int[problem.blocks()];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = problem.block(i).f().dualDim();
    }
    Blocks alpha = Blocks.state(Dims.of(dims));
    for (int i = 0; i < dims.length; i++) {
      alpha.at(i).copyFrom(best(i, i + 1, x, y));
    }
    return alpha;
  }

  /** The alpha that maximises at (x, y), of whichever kind the problem has; nothing is modified. */
  public Dual bestDual(Vec x, Blocks y) {
    return switch (problem.dualSide().kind()) {
      case PER_BLOCK -> new Dual.PerBlock(dual(x, y));
      case SHARED -> new Dual.Shared(best(0, problem.blocks(), x, y));
      case NONE, SIMPLEX -> Dual.none();
    };
  }

  /** The maximiser over the dual set of the first of some blocks of the sum of their f. */
  private Vec best(int from, int to, Vec x, Blocks y) {
    int d = problem.block(from).f().dualDim();
    Vec aa = Vec.zeros(d * d);
    Vec a = Vec.zeros(d);
    for (int i = from; i < to; i++) {
      QuadraticForm f = problem.block(i).f();
      f.addDenseDual(1, aa);
      f.addGradDual(1, problem.seen(i, x), y.at(i), Vec.zeros(d), a);
    }
    if (problem.dualSet(from).isAll()) {
      LinearSystem.solve(aa, a);
      return a;
    }
    QuadraticForm concave = QuadraticForm.of(0, 0, d, Map.of("a", a, "aa", aa), 0);
    return new SaddleSolver(new SaddleFunction.Mean(concave), problem.dualSet(from), Vec.zeros(d))
        .solve(ROUND_OFF);
  }

  /** F_i(x) of every block; x is not modified. */
  public Vec values(Vec x) {
    Blocks y = lower(x);
    Dual alpha = bestDual(x, y);
    Vec out = Vec.zeros(problem.blocks());
    for (int i = 0; i < problem.blocks(); i++) {
      out.set(i, problem.block(i).f().value(problem.seen(i, x), y.at(i), alpha.at(i)));
    }
    return out;
  }

  /**
   * grad F_i(x) for every block, x not modified. With a lower level's binding rows N and their
   * derivative X in x (both empty without constraints), by the adjoint of its KKT system:
   *
   * <pre>
   * grad F_i = grad_x f_i - J_i w - X'r,   H_i w + N'r = grad_y f_i,   N w = 0
   * </pre>
   *
   * <p>Where F_i has a kink ({@link #isDifferentiable}) it is the gradient of one side.
   */
  public List<Vec> gradients(Vec x) {
    Blocks y = lower(x);
    Dual alpha = bestDual(x, y);
    List<Vec> out = new ArrayList<>();
    for (int i = 0; i < problem.blocks(); i++) {
      QuadraticBlock b = problem.block(i);
      Vec seen = problem.seen(i, x);
      Vec right = Vec.zeros(b.g().lowerDim());
      b.f().addGradY(1, seen, y.at(i), alpha.at(i), right);
      Vec adjoint = solved(i, x).adjoint(right);
      Vec grad = Vec.zeros(seen.dim());
      b.f().addGradX(1, seen, y.at(i), alpha.at(i), grad);
      b.g().addCrossXY(-1, adjoint.slice(0, right.dim()), grad);
      Vec r = QuadraticLower.own(b, adjoint.slice(right.dim(), adjoint.dim()));
      b.constraints().addTransposedX(-1, r, grad);
      Vec all = Vec.zeros(problem.upperDim());
      problem.addSeen(i, grad, all);
      out.add(all);
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
   * The minimiser of sum_i w_i F_i: the zero of its gradient, which is affine in x. With
   * constrained lower levels it is affine piece by piece, and Newton's method goes from piece to
   * piece; of the minimisers found from several starts the best is returned, which is the minimiser
   * of all where the sum is convex.
   *
   * @param w one weight per block, not modified
   * @throws ArithmeticException where none is known: the gradient's matrix is singular, or no piece
   *     was found to hold its own minimiser (it may lie on a kink)
   */
  public Vec minimiser(Vec w) {
    if (problem.dualSide() instanceof DualSide.Shared) {
      throw new IllegalArgumentException("a shared dual couples the blocks.");
    }
    Vec best = Vec.zeros(problem.upperDim());
    if (problem.lowerSolver().isEmpty()) {
      newton(best, w, 1);
      return best;
    }
    double least = Double.POSITIVE_INFINITY;
    for (int start = 0; start < STARTS; start++) {
      Vec x = Vec.zeros(best.dim());
      Rng rng = Key.of(start).rng();
      for (int j = 0; j < x.dim(); j++) {
        x.set(j, rng.nextGaussian());
      }
      if (descend(x, w) && values(x).dot(w) < least) {
        best = x;
        least = values(x).dot(w);
      }
    }
    if (least == Double.POSITIVE_INFINITY) {
      throw new ArithmeticException(
          "no minimiser of '" + problem.name() + "' is known: it may lie on a kink.");
    }
    return best;
  }

  /** Newton's method; whether x is the minimiser of a piece it lies inside. */
  private boolean descend(Vec x, Vec w) {
    try {
      for (int step = 0; step < PIECES; step++) {
        Vec before = x.copy();
        Vec hessian = newton(x, w, PIECE);
        if (x.distance(before) <= ROUND_OFF * (1 + x.norm())) {
          return isDifferentiable(x, KINK) && new Cholesky(x.dim()).factor(hessian, 0);
        }
      }
      return false;
    } catch (ArithmeticException nowhere) {
      return false;
    }
  }

  /** x = x - A^-1 grad(x) with A from differences of a length; returns A. */
  private Vec newton(Vec x, Vec w, double length) {
    int d = x.dim();
    Vec b = gradient(x, w);
    Vec a = Vec.zeros(d * d);
    for (int j = 0; j < d; j++) {
      Vec moved = x.copy();
      moved.add(j, length);
      Vec column = gradient(moved, w);
      for (int i = 0; i < d; i++) {
        a.set(i * d + j, (column.get(i) - b.get(i)) / length);
      }
    }
    Vec matrix = a.copy();
    LinearSystem.solve(matrix, b);
    x.axpy(-1, b);
    return a;
  }

  /** The minimiser of the mean over blocks. */
  public Vec meanMinimiser() {
    Vec w = Vec.zeros(problem.blocks());
    w.fill(1.0 / problem.blocks());
    return minimiser(w);
  }
}

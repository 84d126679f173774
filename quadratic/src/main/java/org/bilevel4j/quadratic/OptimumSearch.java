package org.bilevel4j.quadratic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Cholesky;
import org.bilevel4j.core.math.LinearSystem;
import org.bilevel4j.core.math.SymmetricEigen;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.set.ConvexSet;
import org.bilevel4j.core.set.Product;

/**
 * Looks for the exact solution of a quadratic problem whose lower levels have one minimiser each,
 * affine in x: y and every unconstrained alpha are eliminated, what is left is a convex quadratic
 * program or a convex-concave saddle problem over X and the dual sets.
 *
 * <pre>
 * mean         min over x in X  max over the alpha that are left  of a quadratic form
 * worst case   min over x in X  max over lambda in the simplex  sum_i lambda_i F_i(x)
 * </pre>
 */
public final class OptimumSearch {
  private static final double TOLERANCE = 1e-13;
  private static final double ACCEPTED = 1e-10;
  private static final double FLAT = 1e-12;
  private static final int MOST_UNKNOWNS = 1500;
  private static final long MOST_ENTRIES = 20_000_000;

  private final QuadraticProblem problem;
  private final int dx;
  private final List<Product.Part> sets = new ArrayList<>();
  private final List<QuadraticForm> reduced = new ArrayList<>();

  /**
   * What came of a search.
   *
   * @param optimum the solution, if one is known
   * @param why why none is known, in words; empty when one is
   */
  public record Result(Optional<QuadraticOptimum> optimum, String why) {
    static Result unknown(String why) {
      return new Result(Optional.empty(), why);
    }
  }

  private OptimumSearch(QuadraticProblem problem) {
    this.problem = problem;
    this.dx = problem.upperDim();
  }

  /** Searches. */
  public static Result of(QuadraticProblem problem) {
    return new OptimumSearch(problem).search();
  }

  /** Whether some lower level is convex, but not strongly. */
  public static boolean hasManyMinimisers(QuadraticProblem problem) {
    for (int i = 0; i < problem.blocks(); i++) {
      int dy = problem.lowerDims().of(i);
      if (!new Cholesky(dy).factor(problem.block(i).g().dense("yy"), 0)) {
        return true;
      }
    }
    return false;
  }

  private Result search() {
    if (problem.localParts().exist()) {
      throw new IllegalArgumentException("local parts are not supported.");
    }
    if ((long) problem.blocks() * dx * dx > MOST_ENTRIES) {
      return Result.unknown("the problem is too large for dense matrices of all blocks.");
    }
    if (hasManyMinimisers(problem)) {
      return Result.unknown("a lower level has many minimisers.");
    }
    for (int i = 0; i < problem.blocks(); i++) {
      if (!problem.lowerSet(i).isAll() || problem.block(i).constraints().rows() > 0) {
        return inPieces();
      }
      reduced.add(FormReduction.lower(problem.block(i)));
    }
    if (!problem.upperSet().isAll()) {
      sets.add(new Product.Part(0, dx, problem.upperSet()));
    }
    try {
      return problem.dualSide() instanceof DualSide.Simplex ? worstCase() : mean();
    } catch (ArithmeticException e) {
      return Result.unknown("[aa] is singular over all alpha.");
    }
  }

  /** Where constraints of lower levels make F quadratic piece by piece only. */
  private Result inPieces() {
    DualSide.Kind kind = problem.dualSide().kind();
    boolean free = problem.upperSet().isAll() && problem.lowerSolver().isPresent();
    for (int i = 0; i < problem.blocks(); i++) {
      free &= problem.dualSet(i).isAll();
    }
    if (!free || (kind != DualSide.Kind.NONE && kind != DualSide.Kind.PER_BLOCK)) {
      return Result.unknown("the constrained lower level makes F piecewise quadratic.");
    }
    QuadraticSolution solution = new QuadraticSolution(problem);
    try {
      Vec x = solution.meanMinimiser();
      Vec mean = Vec.zeros(problem.blocks());
      mean.fill(1.0 / problem.blocks());
      Blocks y = solution.lower(x);
      return new Result(
          Optional.of(
              new QuadraticOptimum(
                  x,
                  Optional.empty(),
                  solution.bestDual(x, y),
                  y,
                  solution.values(x).dot(mean),
                  solution.gradient(x, mean).norm(),
                  false,
                  "the best minimiser that Newton's method found going from piece to piece of F,"
                      + " the minimiser of all where F is convex")),
          "");
    } catch (ArithmeticException e) {
      return Result.unknown("F is piecewise quadratic, and no piece holds its own minimiser.");
    }
  }

  private Result worstCase() {
    double flattest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < reduced.size(); i++) {
      double least = relativeLeast(reduced.get(i));
      if (least < -FLAT) {
        return Result.unknown("F_" + i + " is not convex.");
      }
      flattest = Math.min(flattest, least);
    }
    sets.add(new Product.Part(dx, dx + reduced.size(), ConvexSet.simplex()));
    Vec start = Vec.zeros(dx + reduced.size());
    start.slice(dx, start.dim()).fill(1.0 / reduced.size());
    return solve(new SaddleFunction.Worst(reduced), start, flattest > FLAT);
  }

  private Result mean() {
    double w = 1.0 / problem.blocks();
    boolean shared = problem.dualSide() instanceof DualSide.Shared;
    QuadraticForm total =
        shared ? FormReduction.sum(w, reduced) : FormReduction.stack(w, eliminated());
    total = shared && problem.dualSet(0).isAll() ? FormReduction.dual(total) : total;
    if (shared && total.dualDim() > 0 && !problem.dualSet(0).isAll()) {
      sets.add(new Product.Part(dx, dx + total.dualDim(), problem.dualSet(0)));
    }
    double least = relativeLeast(total);
    if (least < -FLAT) {
      boolean free = problem.upperSet().isAll() && total.dualDim() == 0;
      return Result.unknown(
          free
              ? "F falls without bound: its Hessian has a negative eigenvalue."
              : "F is not convex.");
    }
    return solve(new SaddleFunction.Mean(total), Vec.zeros(dx + total.dualDim()), least > FLAT);
  }

  /** The reduced forms without the alpha_i that are unconstrained; notes the sets of the others. */
  private List<QuadraticForm> eliminated() {
    List<QuadraticForm> out = new ArrayList<>();
    int at = dx;
    for (int i = 0; i < reduced.size(); i++) {
      QuadraticForm f = reduced.get(i);
      if (f.dualDim() > 0 && problem.dualSet(i).isAll()) {
        f = FormReduction.dual(f);
      }
      if (f.dualDim() > 0) {
        sets.add(new Product.Part(at, at + f.dualDim(), problem.dualSet(i)));
        at += f.dualDim();
      }
      out.add(f);
    }
    return out;
  }

  /** The smallest eigenvalue of [xx], relative to the largest. */
  private double relativeLeast(QuadraticForm f) {
    SymmetricEigen e = SymmetricEigen.of(f.dense("xx"), dx);
    return e.radius() == 0 ? 0 : e.smallest() / e.radius();
  }

  private Result solve(SaddleFunction saddle, Vec start, boolean unique) {
    if (saddle.dim() > MOST_UNKNOWNS) {
      return Result.unknown("it has " + saddle.dim() + " unknowns, too many to solve exactly.");
    }
    SaddleSolver solver = new SaddleSolver(saddle, new Product(sets), start);
    Vec z = solver.solve(TOLERANCE);
    if (!(solver.residual() <= ACCEPTED * (1 + z.norm()))) {
      return Result.unknown("F has no minimiser, or none that was found to 1e-10.");
    }
    return new Result(Optional.of(optimum(saddle, z, solver.residual(), unique)), "");
  }

  private QuadraticOptimum optimum(SaddleFunction saddle, Vec z, double residual, boolean unique) {
    Vec x = z.slice(0, dx).copy();
    Blocks y = new QuadraticSolution(problem).lower(x);
    Optional<Vec> weights = Optional.empty();
    double value;
    Dual dual = Dual.none();
    if (saddle instanceof SaddleFunction.Worst) {
      weights = Optional.of(z.slice(dx, z.dim()).copy());
      value = reduced.stream().mapToDouble(f -> at(f, x, Vec.zeros(0))).max().orElseThrow();
    } else {
      dual = alpha(x, z.slice(dx, z.dim()));
      value = 0;
      for (int i = 0; i < reduced.size(); i++) {
        value += at(reduced.get(i), x, dual.at(i)) / reduced.size();
      }
    }
    return new QuadraticOptimum(x, weights, dual, y, value, residual, unique, method(saddle));
  }

  private static double at(QuadraticForm f, Vec x, Vec alpha) {
    return f.value(x, Vec.zeros(0), alpha);
  }

  /** alpha*: those that were not eliminated as they are, the others by their linear system. */
  private Dual alpha(Vec x, Vec left) {
    if (problem.dualSide() instanceof DualSide.Shared) {
      return new Dual.Shared(
          left.dim() > 0 ? left.copy() : best(FormReduction.sum(1.0 / reduced.size(), reduced), x));
    }
    if (!(problem.dualSide() instanceof DualSide.PerBlock each)) {
      return Dual.none();
    }
    Blocks alpha = Blocks.state(each.dims());
    int at = 0;
    for (int i = 0; i < reduced.size(); i++) {
      int own = reduced.get(i).dualDim();
      if (own > 0 && problem.dualSet(i).isAll()) {
        alpha.at(i).copyFrom(best(reduced.get(i), x));
      } else {
        alpha.at(i).copyFrom(left.slice(at, at + own));
        at += own;
      }
    }
    return new Dual.PerBlock(alpha);
  }

  private static Vec best(QuadraticForm f, Vec x) {
    Vec b = Vec.zeros(f.dualDim());
    f.addGradDual(1, x, Vec.zeros(0), Vec.zeros(f.dualDim()), b);
    LinearSystem.solve(f.dense("aa"), b);
    return b;
  }

  private String method(SaddleFunction saddle) {
    if (sets.isEmpty()) {
      return "closed form, one linear system with y and alpha eliminated";
    }
    String what =
        saddle instanceof SaddleFunction.Worst
            ? "the saddle point of sum lambda_i F_i(x) over X and the simplex"
            : saddle.dim() > dx
                ? "the saddle point over X and the dual sets, y eliminated"
                : "the convex quadratic program over X, y and alpha eliminated";
    return what + ", by semismooth Newton steps on its projected gradient";
  }
}

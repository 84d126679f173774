package org.bilevel4j.oracles.check;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.LowerConstraints;
import org.bilevel4j.core.problem.LowerStart;

/**
 * The derivatives that belong to a problem's shape: those of the lower start y_init(x) and of the
 * lower constraints C = (P, Q). Constraints are checked through a random combination w of them.
 */
final class StartAndConstraintChecks {
  static final String START = "lower_start";
  static final String JACOBIAN_Y = "constraint_jacobian_y";
  static final String JACOBIAN_X = "constraint_jacobian_x";
  static final String HESSIAN = "constraint_hessian_yy";
  static final String CROSS = "constraint_cross_xy";

  private final CheckRun run;
  private final BlockSet set;
  private final Vec x;
  private final Blocks y;

  StartAndConstraintChecks(CheckRun run) {
    this.run = run;
    this.set = run.set();
    this.x = run.input().x();
    this.y = run.input().y();
  }

  /** One block's term of a derivative: out += weight * term. */
  private interface Term {
    void add(int position, double weight, Vec out);
  }

  void run() {
    if (run.lowerDims().total(set) == 0) {
      return;
    }
    start(run.problem().lowerStart());
    run.problem().lowerConstraints().ifPresent(this::constraints);
  }

  /** (dy_init/dx)^T v is the gradient of (y_init(x), v); 0 where it is said to be constant. */
  private void start(LowerStart start) {
    Blocks v = GaussianVectors.blocks(set, run.lowerDims(), run.rng(START + " v"));
    Vec moved = x.copy();
    moved.axpy(1, GaussianVectors.vector(x.dim(), run.rng(START + " move")));
    double shift = startAlong(start, moved, v).distance(startAlong(start, x, v));
    if (!start.dependsOnX() && shift == 0) {
      return;
    }
    inX(
        START,
        run.options().firstBound(),
        z -> startAlong(start, z, v),
        (p, weight, out) -> {
          if (start.dependsOnX()) {
            start.addTransposed(set.id(p), x, weight, v.atPosition(p), out);
          }
        });
  }

  private Vec startAlong(LowerStart start, Vec at, Blocks v) {
    Vec out = Vec.zeros(set.size());
    for (int p = 0; p < set.size(); p++) {
      Vec init = Vec.zeros(v.atPosition(p).dim());
      start.fill(set.id(p), at, run.key(START).child(set.id(p)), init);
      out.set(p, init.dot(v.atPosition(p)));
    }
    return out;
  }

  private void constraints(LowerConstraints c) {
    Vec[] w = new Vec[set.size()];
    int rows = 0;
    for (int p = 0; p < w.length; p++) {
      w[p] = GaussianVectors.vector(c.rows(set.id(p)), run.rng("constraint w " + p));
      rows += w[p].dim();
    }
    if (rows == 0) {
      return;
    }
    Blocks v = GaussianVectors.blocks(set, run.lowerDims(), run.rng("constraint v"));
    written(c);
    double first = run.options().firstBound();
    inY(
        JACOBIAN_Y,
        first,
        z -> values(c, x, z, w),
        (p, weight, out) -> out.axpy(weight, pulled(c, x, y.atPosition(p), p, w)));
    inX(
        JACOBIAN_X,
        first,
        z -> values(c, z, CheckRun.parts(y), w),
        (p, weight, out) ->
            c.addJacobianXTransposed(set.id(p), x, y.atPosition(p), weight, w[p], out));
    second(c, w, v);
  }

  /** With multipliers w, H v and J v are the gradients of (w, C_y v) in y and in x. */
  private void second(LowerConstraints c, Vec[] w, Blocks v) {
    double second = run.options().secondBound();
    inY(
        HESSIAN,
        second,
        z -> slopes(c, x, z, w, v),
        (p, weight, out) -> {
          Vec product = Vec.zeros(out.dim());
          c.addHessianYY(set.id(p), x, y.atPosition(p), w[p], v.atPosition(p), product);
          out.axpy(weight, product);
        });
    inX(
        CROSS,
        second,
        z -> slopes(c, z, CheckRun.parts(y), w, v),
        (p, weight, out) ->
            c.addCrossXY(set.id(p), x, y.atPosition(p), weight, w[p], v.atPosition(p), out));
  }

  /** (w, C) by position. */
  private Vec values(LowerConstraints c, Vec atX, Vec[] atY, Vec[] w) {
    Vec out = Vec.zeros(set.size());
    for (int p = 0; p < w.length; p++) {
      Vec values = Vec.zeros(w[p].dim());
      c.values(set.id(p), atX, atY[p], values);
      out.set(p, values.dot(w[p]));
    }
    return out;
  }

  /** (w, C_y v) by position. */
  private Vec slopes(LowerConstraints c, Vec atX, Vec[] atY, Vec[] w, Blocks v) {
    Vec out = Vec.zeros(set.size());
    for (int p = 0; p < w.length; p++) {
      out.set(p, pulled(c, atX, atY[p], p, w).dot(v.atPosition(p)));
    }
    return out;
  }

  /** C_y^T w of one position. */
  private Vec pulled(LowerConstraints c, Vec atX, Vec atY, int p, Vec[] w) {
    int d = atY.dim();
    Vec jacobian = Vec.zeros(w[p].dim() * d);
    c.jacobianY(set.id(p), atX, atY, jacobian);
    Vec out = Vec.zeros(d);
    for (int r = 0; r < w[p].dim(); r++) {
      out.axpy(w[p].get(r), jacobian.slice(r * d, (r + 1) * d));
    }
    return out;
  }

  /** Values and C_y are written, whatever was there. */
  private void written(LowerConstraints c) {
    for (int p = 0; p < set.size(); p++) {
      int id = set.id(p);
      Vec at = y.atPosition(p);
      onOnes("constraint_values written", id, c.rows(id), out -> c.values(id, x, at, out));
      int entries = c.rows(id) * at.dim();
      onOnes(JACOBIAN_Y + " written", id, entries, out -> c.jacobianY(id, x, at, out));
    }
  }

  private void onOnes(String what, int id, int dim, Consumer<Vec> write) {
    Vec zeros = Vec.zeros(dim);
    Vec ones = Vec.zeros(dim);
    ones.fill(1);
    write.accept(zeros);
    write.accept(ones);
    if (dim > 0) {
      double bound = run.options().identityBound();
      run.found(EntryComparison.worst(what, id, "entry", ones, zeros, 0, bound));
    }
  }

  /**
   * Every block's term alone. A term is added with its weight to what is there: on top of itself
   * with weight -0.7, it must leave 0.3 of it.
   */
  private Vec[] claimed(String what, IntUnaryOperator dims, Term term) {
    Vec[] claimed = new Vec[set.size()];
    for (int p = 0; p < claimed.length; p++) {
      claimed[p] = Vec.zeros(dims.applyAsInt(p));
      term.add(p, 1, claimed[p]);
      Vec value = claimed[p].copy();
      term.add(p, -0.7, value);
      Vec reference = claimed[p].copy();
      reference.scale(0.3);
      double scale = ErrorScale.largest(claimed[p]);
      double bound = run.options().identityBound();
      String name = what + " weighted";
      run.found(EntryComparison.worst(name, set.id(p), "entry", value, reference, scale, bound));
    }
    return claimed;
  }

  private void inX(String what, double bound, Function<Vec, Vec> functions, Term term) {
    Vec[] claimed = claimed(what, p -> x.dim(), term);
    Vec[] point = {x};
    run.found(
        new GradientComparison(
                what, "x", set, point, z -> functions.apply(z[0]), claimed, bound, run.options())
            .run(run.rng(what)));
  }

  private void inY(String what, double bound, Function<Vec[], Vec> functions, Term term) {
    Vec[] claimed = claimed(what, p -> y.atPosition(p).dim(), term);
    Vec[] point = CheckRun.parts(y);
    run.found(
        new GradientComparison(what, "y", set, point, functions, claimed, bound, run.options())
            .run(run.rng(what)));
  }
}

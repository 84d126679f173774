package org.bilevel4j.quadratic;

import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.LowerConstraints;
import org.bilevel4j.core.problem.LowerSolver;
import org.bilevel4j.core.set.Box;

/** The constrained lower levels of a quadratic problem, and their exact solver. */
final class QuadraticLower implements LowerConstraints, LowerSolver {
  private final QuadraticProblem problem;

  QuadraticLower(QuadraticProblem problem) {
    this.problem = problem;
  }

  private AffineConstraints constraints(int block) {
    return problem.block(block).constraints();
  }

  @Override
  public int inequalities(int block) {
    return constraints(block).inequalities();
  }

  @Override
  public int equalities(int block) {
    return constraints(block).rows() - constraints(block).inequalities();
  }

  @Override
  public void values(int block, Vec x, Vec y, Vec out) {
    out.fill(0);
    constraints(block).addValues(1, problem.seen(block, x), y, out);
  }

  @Override
  public void jacobianY(int block, Vec x, Vec y, Vec out) {
    out.fill(0);
    constraints(block).addDenseY(out);
  }

  @Override
  public void addJacobianXTransposed(int block, Vec x, Vec y, double weight, Vec w, Vec out) {
    Vec seen = Vec.zeros(problem.block(block).f().upperDim());
    constraints(block).addTransposedX(weight, w, seen);
    problem.addSeen(block, seen, out);
  }

  @Override
  public void addHessianYY(int block, Vec x, Vec y, Vec multipliers, Vec v, Vec out) {}

  @Override
  public void addCrossXY(int block, Vec x, Vec y, double weight, Vec multipliers, Vec v, Vec out) {}

  @Override
  public String name() {
    return "dual active-set method";
  }

  @Override
  public boolean solve(int block, Vec x, Vec y, Vec multipliers, double tolerance) {
    QuadraticBlock b = problem.block(block);
    QuadraticProgram program = program(b, problem.seen(block, x));
    boolean solved = program.solve();
    y.copyFrom(program.solution());
    multipliers.copyFrom(own(b, program.multipliers()));
    return solved;
  }

  /** The lower level of a block at the part of x it sees: inequalities, bounds, equalities. */
  static QuadraticProgram program(QuadraticBlock b, Vec x) {
    int d = b.g().lowerDim();
    int p = b.constraints().inequalities();
    int rows = b.constraints().rows();
    int bounds = b.lowerSet() instanceof Box ? 2 * d : 0;
    Vec own = Vec.zeros(rows * d);
    b.constraints().addDenseY(own);
    Vec limits = Vec.zeros(rows);
    b.constraints().addValues(-1, x, Vec.zeros(d), limits);
    Vec a = Vec.zeros((rows + bounds) * d);
    Vec c = Vec.zeros(rows + bounds);
    a.slice(0, p * d).copyFrom(own.slice(0, p * d));
    c.slice(0, p).copyFrom(limits.slice(0, p));
    if (b.lowerSet() instanceof Box box) {
      for (int j = 0; j < d; j++) {
        a.set((p + 2 * j) * d + j, 1);
        c.set(p + 2 * j, box.high().get(box.high().dim() == 1 ? 0 : j));
        a.set((p + 2 * j + 1) * d + j, -1);
        c.set(p + 2 * j + 1, -box.low().get(box.low().dim() == 1 ? 0 : j));
      }
    }
    a.slice((p + bounds) * d, a.dim()).copyFrom(own.slice(p * d, own.dim()));
    c.slice(p + bounds, c.dim()).copyFrom(limits.slice(p, rows));
    Vec h = Vec.zeros(d * d);
    b.g().addDenseYY(1, h);
    Vec q = Vec.zeros(d);
    b.g().addGradY(1, x, Vec.zeros(d), Vec.zeros(0), q);
    return new QuadraticProgram(h, q, a, c, p + bounds);
  }

  /** The part of the functional constraints of numbers by row of the program. */
  static Vec own(QuadraticBlock b, Vec byRow) {
    int p = b.constraints().inequalities();
    Vec own = Vec.zeros(b.constraints().rows());
    own.slice(0, p).copyFrom(byRow.slice(0, p));
    own.slice(p, own.dim()).copyFrom(byRow.slice(byRow.dim() - own.dim() + p, byRow.dim()));
    return own;
  }
}

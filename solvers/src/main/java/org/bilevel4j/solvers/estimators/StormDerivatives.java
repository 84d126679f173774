package org.bilevel4j.solvers.estimators;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Support;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.set.Ball;
import org.bilevel4j.core.solver.StatePart;
import org.bilevel4j.core.solver.StateVisitor;
import org.bilevel4j.core.solver.Step;

/**
 * Second derivatives of the lower losses tracked by the STORM recursion, of STABLE and of the
 * estimator {@code storm-hessian}.
 *
 * <pre>
 * C_i := clip  [ (1 - tau) (C_i - J_i(before)) + J_i(now) ]   to norm at most C
 * S_i := raise [ (1 - tau) (S_i - H_i(before)) + H_i(now) ]   to eigenvalues from mu on
 * </pre>
 */
public final class StormDerivatives implements StatePart {
  private final Dims dims;
  private final Blocks cross;
  private final Blocks hessian;
  private final double leastCurvature;
  private final Ball ball;
  private final DenseSolves solves = DenseSolves.definite();

  /**
   * Trackers of a run, all zero: the first weight must be 1.
   *
   * @param leastCurvature mu, above 0
   * @param radius C, above 0
   */
  public static StormDerivatives start(Step k, double leastCurvature, double radius) {
    Dims dims = k.problem().lowerDims();
    long dx = k.problem().upperDim();
    k.keeps(
        "tracked second derivatives",
        i -> dims.of(i) * (dx + dims.of(i)),
        "products instead of matrices: solver 'ma-soba', or estimator 'cg'");
    return new StormDerivatives(k, leastCurvature, radius);
  }

  private StormDerivatives(Step k, double leastCurvature, double radius) {
    this.dims = k.problem().lowerDims();
    this.cross = k.state(dims.timesRows(k.problem().upperDim()), Blocks.Start.zero());
    this.hessian = k.state(dims.squared(), Blocks.Start.zero());
    this.leastCurvature = leastCurvature;
    this.ball = new Ball(radius);
  }

  /**
   * One recursion for the blocks of {@code before}.
   *
   * @param now at the new iterates, at least those blocks
   * @param before at the old iterates, on the same rows
   * @param tau the weight of what is new
   */
  public void follow(Step k, LowerPoints now, LowerPoints before, double tau) {
    BlockSet set = before.set();
    Blocks newer = DenseSolves.matrices(k, now);
    Blocks older = DenseSolves.matrices(k, before);
    for (int p = 0; p < set.size(); p++) {
      int i = set.id(p);
      Vec c = cross.at(i);
      follow(c, before.jacobianXY().atPosition(p), now.jacobianXY().at(i), tau);
      ball.project(c);
      Vec s = hessian.at(i);
      follow(s, older.atPosition(p), newer.at(i), tau);
      EigenFloor.raise(s, dims.of(i), leastCurvature);
    }
  }

  private static void follow(Vec tracked, Vec before, Vec now, double tau) {
    tracked.axpy(-1, before);
    tracked.scale(1 - tau);
    tracked.axpy(1, now);
  }

  /** S_i^-1 b_i for the blocks of b, which is not modified. */
  public Blocks solve(Step k, Blocks b) {
    return solves.solve(k, hessian, b);
  }

  /**
   * out += sum_i w_i C_i v_i.
   *
   * @param v packed (d_i each), not modified
   * @param out (d_x), modified where it may be non-zero
   */
  public void addCrossXY(Weights w, Blocks v, Vec out) {
    Support reach = out.reach();
    for (int p = 0; p < v.set().size(); p++) {
      int i = v.set().id(p);
      Vec of = v.atPosition(p);
      int d = of.dim();
      for (int r = 0; r < reach.ranges(); r++) {
        for (int a = reach.from(r); a < reach.to(r); a++) {
          out.add(a, w.at(i) * cross.at(i).slice(a * d, (a + 1) * d).dot(of));
        }
      }
    }
  }

  /** C_i^T u for the blocks of a set; u (d_x) is not modified. */
  public Blocks crossYX(Step k, BlockSet set, Vec u) {
    return k.mapBlocks(
        set,
        k.problem().lowerDims(),
        (i, out) -> {
          int d = out.dim();
          for (int a = 0; a < u.dim(); a++) {
            out.axpy(u.get(a), cross.at(i).slice(a * d, (a + 1) * d));
          }
        });
  }

  /** Shows C_i, S_i and the report on ridges. */
  @Override
  public void visit(StateVisitor v) {
    v.blocks("C", cross);
    v.blocks("S", hessian);
    solves.visit(v);
  }
}

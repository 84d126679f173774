package org.bilevel4j.core.auto;

import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.core.run.CountingOracle;
import org.bilevel4j.core.run.OracleCounts;
import org.bilevel4j.core.solver.Step;

/**
 * Measures how strongly a problem is curved where it starts, on all rows of up to sixteen blocks:
 * ten power iterations with Hessian products, or with differences of gradients where products are
 * not offered. What is not asked for is not measured; what cannot be measured is NaN. It is no cost
 * of a solver; {@link #counts} tells what it took.
 */
public final class CurvatureEstimator implements AutoCloseable {
  private static final int ITERATIONS = 10;
  private static final int MOST_BLOCKS = 16;
  private static final double DIFFERENCE = 1e-3; // relative; long enough for gradients in float

  private final BilevelProblem problem;
  private final Workspace workspace = Workspace.single();
  private final OracleCounts counts = new OracleCounts();
  private final Oracle oracle;
  private final BlockSet set;
  private final Key key;
  private final Vec x;
  private final Blocks y;
  private final Dual dual;
  private final Map<String, Double> known = new HashMap<>();

  /** A probe at the starting point that runs with this seed have. */
  public CurvatureEstimator(BilevelProblem problem, long seed) {
    this.problem = problem;
    this.oracle = CountingOracle.of(problem, problem.open(workspace), counts);
    this.set = some(problem.blocks());
    this.key = Key.of(seed).child("probe");
    BlockSet all = BlockSet.all(problem.blocks());
    Step start = new Step(problem, oracle, workspace, Key.of(seed), Step.INIT, 1, all, rule -> 1);
    this.x = start.startUpper();
    this.y = start.startLower(x);
    this.dual = startDual(problem);
  }

  /** Every block, or sixteen of them evenly spread. */
  private static BlockSet some(int m) {
    int n = Math.min(m, MOST_BLOCKS);
    int[] ids = new int[n];
    for (int j = 0; j < n; j++) {
      ids[j] = (int) ((long) j * m / n);
    }
    return BlockSet.of(m, ids);
  }

  private static Dual startDual(BilevelProblem problem) {
    if (problem.dualSide() instanceof DualSide.PerBlock each) {
      return new Dual.PerBlock(Blocks.state(each.dims(), problem::startDual));
    }
    if (problem.dualSide() instanceof DualSide.Shared one) {
      Vec alpha = Vec.zeros(one.dim());
      problem.startDual(0, alpha);
      return new Dual.Shared(alpha);
    }
    return Dual.none();
  }

  /** The problem. */
  public BilevelProblem problem() {
    return problem;
  }

  /** What the measurements took so far. */
  public OracleCounts counts() {
    return counts;
  }

  /** How many blocks are looked at. */
  public int blocks() {
    return set.size();
  }

  private double once(String what, DoubleSupplier measure) {
    Double value = known.get(what);
    if (value == null) {
      value = measure.getAsDouble();
      workspace.reset();
      known.put(what, value);
    }
    return value;
  }

  private boolean offers(OracleCall call) {
    return problem.offers().contains(call);
  }

  /** L_g, the largest curvature of the g_i in y; NaN without a lower level. */
  public double lowerLargest() {
    return once(
        "L_g",
        () ->
            problem.lowerDims().max() == 0
                ? Double.NaN
                : largest(set, problem.lowerDims(), this::hessianTimes));
  }

  /** mu_g, the least curvature of the g_i in y, or somewhat more: flat directions show late. */
  public double lowerLeast() {
    return once(
        "mu_g",
        () -> {
          double top = lowerLargest();
          UnaryOperator<Blocks> shifted =
              v -> {
                Blocks rest = workspace.blocks(set, problem.lowerDims());
                rest.axpy(top, v);
                rest.axpy(-1, hessianTimes(v));
                return rest;
              };
          return top - largest(set, problem.lowerDims(), shifted);
        });
  }

  /** L_f, the largest curvature of the f_i in y; NaN without a lower level. */
  public double upperInLower() {
    return once(
        "L_f",
        () ->
            problem.lowerDims().max() == 0 || !offers(OracleCall.UPPER_GRAD_Y)
                ? Double.NaN
                : largest(
                    set,
                    problem.lowerDims(),
                    v -> differenced(y, v, at -> upper(x, at, dual).gradY())));
  }

  /** L_aa, the largest curvature of the f_i in alpha; NaN without an alpha. */
  public double dualLargest() {
    return once("L_aa", this::measureDual);
  }

  private double measureDual() {
    if (dual instanceof Dual.PerBlock each) {
      return largest(
          set,
          each.alpha().dims(),
          v -> differenced(each.alpha(), v, a -> upper(x, y, new Dual.PerBlock(a)).gradDual()));
    }
    if (!(dual instanceof Dual.Shared one)) {
      return Double.NaN;
    }
    BlockSet single = BlockSet.all(1);
    Dims dims = Dims.uniform(1, one.alpha().dim());
    Blocks at = Blocks.packed(single, dims, one.alpha());
    return largest(
        single,
        dims,
        v ->
            differenced(
                at,
                v,
                a -> {
                  Vec gradient = workspace.vec(dims.max());
                  upper(x, y, new Dual.Shared(a.at(0)))
                      .addGradSharedDual(problem.aggregate().weights(set), gradient);
                  return Blocks.packed(single, dims, gradient);
                }));
  }

  /** The largest entry of grad_y g_i over L_g: how far one step moves a coordinate. */
  public double reach() {
    return once(
        "reach",
        () -> {
          double most = 0;
          Blocks gradient = lower(x, y).gradY();
          for (int p = 0; p < set.size(); p++) {
            for (double entry : gradient.atPosition(p).toArray()) {
              most = Math.max(most, Math.abs(entry));
            }
          }
          return most / lowerLargest();
        });
  }

  /** The largest ||grad_y f_i||; NaN without a lower level. */
  public double upperSlope() {
    return once(
        "grad_y f",
        () -> {
          if (problem.lowerDims().max() == 0 || !offers(OracleCall.UPPER_GRAD_Y)) {
            return Double.NaN;
          }
          double most = 0;
          Blocks gradient = upper(x, y, dual).gradY();
          for (int p = 0; p < set.size(); p++) {
            most = Math.max(most, gradient.atPosition(p).norm());
          }
          return most;
        });
  }

  /** L_F, the change of the hypergradient over that of x; NaN where it cannot be formed. */
  public double hypergradient() {
    return once("L_F", () -> new ReducedProblem(this, x, y, dual).smoothness());
  }

  /** The largest |f_i| at lower variables that were improved. */
  public double losses() {
    return once("losses", () -> new ReducedProblem(this, x, y, dual).largestLoss());
  }

  /** Closes its oracle; what was measured can still be asked. */
  @Override
  public void close() {
    try (workspace) {
      oracle.close();
    }
  }

  LowerPoints lower(Vec at, Blocks where) {
    return oracle.lower(set, at, where, Draw.full());
  }

  UpperPoints upper(Vec at, Blocks where, Dual alpha) {
    return oracle.upper(set, at, where, alpha, Draw.full());
  }

  /** A copy of the blocks that are looked at. */
  Blocks packed(Blocks state) {
    Blocks out = Blocks.zeros(set, state.dims());
    for (int p = 0; p < set.size(); p++) {
      out.atPosition(p).copyFrom(state.at(set.id(p)));
    }
    return out;
  }

  BlockSet set() {
    return set;
  }

  Workspace workspace() {
    return workspace;
  }

  /** H_i v_i where the probe stands. */
  private Blocks hessianTimes(Blocks v) {
    return hessianTimes(x, y, v);
  }

  /** H_i v_i, made of gradients where the problem offers no products. */
  Blocks hessianTimes(Vec at, Blocks where, Blocks v) {
    return offers(OracleCall.LOWER_HVP)
        ? lower(at, where).hvpYY(v)
        : differenced(where, v, moved -> lower(at, moved).gradY());
  }

  /** The largest norm that power iterations find in any block. */
  private double largest(BlockSet blocks, Dims dims, UnaryOperator<Blocks> product) {
    Blocks v = Blocks.zeros(blocks, dims);
    Rng rng = key.rng();
    for (int p = 0; p < blocks.size(); p++) {
      for (int j = 0; j < v.atPosition(p).dim(); j++) {
        v.atPosition(p).set(j, rng.nextGaussian());
      }
    }
    double largest = normalise(v);
    for (int q = 0; q < ITERATIONS; q++) {
      v.copyFrom(product.apply(v));
      largest = normalise(v);
      workspace.reset();
    }
    return largest;
  }

  /** Makes every block of unit length, or zero; returns the largest length there was. */
  private static double normalise(Blocks v) {
    double largest = 0;
    for (int p = 0; p < v.set().size(); p++) {
      double norm = v.atPosition(p).norm();
      largest = Math.max(largest, norm);
      if (norm > 0) {
        v.atPosition(p).scale(1 / norm);
      }
    }
    return largest;
  }

  /** (gradient(at + e v) - gradient(at - e v)) / 2e block by block. */
  private Blocks differenced(Blocks at, Blocks v, UnaryOperator<Blocks> gradient) {
    Blocks there = moved(at, v, 1);
    Blocks change = workspace.blocks(v.set(), v.dims());
    change.copyFrom(gradient.apply(there));
    change.axpy(-1, gradient.apply(moved(at, v, -1)));
    for (int p = 0; p < v.set().size(); p++) {
      double length = length(at.at(v.set().id(p)), v.atPosition(p));
      change.atPosition(p).scale(length == 0 ? 0 : 1 / (2 * length));
    }
    return change;
  }

  private Blocks moved(Blocks at, Blocks v, double sign) {
    Blocks out = workspace.blocks(v.set(), v.dims());
    for (int p = 0; p < v.set().size(); p++) {
      Vec from = at.at(v.set().id(p));
      out.atPosition(p).copyFrom(from);
      out.atPosition(p).axpy(sign * length(from, v.atPosition(p)), v.atPosition(p));
    }
    return out;
  }

  /** e, so that e v is short against the point; 0 along zero. */
  static double length(Vec at, Vec v) {
    double norm = v.norm();
    return norm == 0 ? 0 : DIFFERENCE * (1 + at.norm()) / norm;
  }
}

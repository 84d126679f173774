package org.bilevel4j.solvers.estimators;

import java.util.Arrays;
import java.util.Optional;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Cholesky;
import org.bilevel4j.core.math.Ldl;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.KnownHessians;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.solver.StatePart;
import org.bilevel4j.core.solver.StateVisitor;
import org.bilevel4j.core.solver.Step;

/**
 * v_i = (M_i + r I)^-1 b_i for the blocks of a set by Cholesky factors, in parallel; no inverse is
 * formed. A matrix that is not safely positive definite gets more of a ridge, ten times more at
 * each attempt, and is counted; where none helps v_i is NaN, and the run ends as diverged.
 *
 * <p>Hessians that the problem knows are neither asked for nor factored.
 *
 * <p>Where matrices may be indefinite ({@link #symmetric}) those are solved as they are, by LDL^T,
 * and counted; only a matrix that is nearly singular gets a ridge.
 */
public final class DenseSolves implements StatePart {
  private static final double FIRST_RIDGE = 1e-10;
  private static final int ATTEMPTS = 24;

  private final double ridge;
  private final boolean definite;
  private final long[] ridged = new long[1];
  private final long[] indefinite = new long[1];
  private final double[] largest = new double[1];
  private Cholesky[] factors = new Cholesky[0]; // room for work, by position

  private DenseSolves(double ridge, boolean definite) {
    this.ridge = ridge;
    this.definite = definite;
  }

  /** Solves with matrices that are to be positive definite. */
  public static DenseSolves definite() {
    return new DenseSolves(0, true);
  }

  /**
   * Solves with matrices that are symmetric, whatever their eigenvalues.
   *
   * @param ridge r, at least 0
   */
  public static DenseSolves symmetric(double ridge) {
    return new DenseSolves(ridge, false);
  }

  /** grad2_yy g_i of the blocks of a point: as the problem knows them, or as the point answers. */
  static Blocks matrices(Step k, LowerPoints g) {
    Optional<KnownHessians> known = k.problem().lowerHessians();
    return known.isPresent()
        ? k.mapBlocks(g.set(), k.problem().lowerDims().squared(), known.get()::fill)
        : g.hessianYY();
  }

  /** v_i = (grad2_yy g_i + r I)^-1 b_i at a point, for the blocks of b. */
  Blocks solve(Step k, LowerPoints g, Blocks b) {
    Optional<KnownHessians> known = k.problem().lowerHessians();
    return known.isPresent() ? solve(k, known.get(), b) : solve(k, g.hessianYY(), b);
  }

  /** The same with matrices that the problem knows. */
  Blocks solve(Step k, KnownHessians known, Blocks b) {
    return k.mapBlocks(
        b.set(),
        b.dims(),
        (id, out) -> {
          out.copyFrom(b.at(id));
          known.solve(id, ridge, out);
        });
  }

  /**
   * Solves for the blocks of b.
   *
   * @param matrices symmetric, d_i*d_i entries each, at least the blocks of b; not modified
   * @param b a packed result (d_i each), not modified
   * @return v_i, of the step's workspace
   */
  public Blocks solve(Step k, Blocks matrices, Blocks b) {
    reserve(b);
    double[] added = new double[b.set().size()]; // negative: none, but the matrix is indefinite
    Blocks v =
        k.mapBlocks(
            b.set(),
            b.dims(),
            (id, out) -> {
              int at = b.set().position(id);
              out.copyFrom(b.atPosition(at));
              added[at] = solve(factors[at], matrices.at(id), out);
            });
    for (double a : added) {
      ridged[0] += a > 0 ? 1 : 0;
      indefinite[0] += a < 0 ? 1 : 0;
      largest[0] = Math.max(largest[0], a);
    }
    return v;
  }

  private void reserve(Blocks b) {
    int n = b.set().size();
    int had = factors.length;
    if (had < n) {
      factors = Arrays.copyOf(factors, n);
    }
    for (int at = 0; at < n; at++) {
      int d = b.dims().of(b.set().id(at));
      if (at >= had || factors[at].dim() != d) {
        factors[at] = new Cholesky(d);
      }
    }
  }

  /** Solves in place and returns the ridge that had to be added, or -1 for an indefinite matrix. */
  private double solve(Cholesky factor, Vec h, Vec b) {
    double scale = 0;
    for (int i = 0; i < factor.dim(); i++) {
      scale += Math.abs(h.get(i * factor.dim() + i)) / factor.dim();
    }
    double extra = 0;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (factor.factor(h, ridge + extra)) {
        factor.solve(b);
        return extra;
      }
      if (!definite) {
        Ldl general = new Ldl(factor.dim());
        if (general.factor(h, ridge + extra)) {
          general.solve(b);
          return attempt == 0 ? -1 : extra;
        }
      }
      extra = attempt == 0 ? FIRST_RIDGE * Math.max(scale, Double.MIN_NORMAL) : 10 * extra;
    }
    b.fill(Double.NaN); // no finite matrix: the run ends as diverged
    return extra;
  }

  /** Shows how often a ridge was added, and the largest; remarks on it when there was one. */
  @Override
  public void visit(StateVisitor v) {
    v.counters("ridged", ridged);
    v.counters("indefinite", indefinite);
    v.numbers("largestRidge", largest);
    if (indefinite[0] > 0) {
      v.remark(
          indefinite[0]
              + " Hessians were indefinite: the lower level is not strongly convex there, and y is no"
              + " minimiser.");
    }
    if (ridged[0] > 0) {
      v.remark(
          ridged[0]
              + " Hessians were not safely positive definite and got a ridge, the largest "
              + largest[0]
              + ".");
    }
  }
}

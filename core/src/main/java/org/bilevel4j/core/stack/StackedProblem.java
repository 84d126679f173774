package org.bilevel4j.core.stack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Accuracy;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DelegatingShape;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.KnownHessians;
import org.bilevel4j.core.problem.LocalParts;
import org.bilevel4j.core.problem.LowerSolver;
import org.bilevel4j.core.problem.LowerStart;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.run.Snapshot;
import org.bilevel4j.core.set.ConvexSet;
import org.bilevel4j.core.set.Product;
import org.bilevel4j.core.util.UserError;

/**
 * The m blocks of a problem as one block:
 *
 * <pre>
 * y = (y_1, ..., y_m),   alpha = (alpha_1, ..., alpha_m) or the shared one
 * f(x, alpha, y) = sum_i w_i f_i(x, alpha_i, y_i),   g(x, y) = sum_i g_i(x, y_i)
 * w_i = 1/m, 1 where F is a sum, or fixed weights, also in the place of a worst case over blocks
 * </pre>
 *
 * <p>g is a sum, not a mean: every y_i then moves by the step size it would have alone, and H^-1
 * grad_y f is (w_i H_i^-1 grad_y f_i), so that hypergradients are those of the m blocks. Methods
 * that weigh f against g (a penalty on g) see a g that is m times the mean.
 *
 * <p>A draw takes the rows it would take from each block of the unstacked problem, at the same
 * addresses. Rows of the whole are no single rows of anything, so that it is a stream to methods
 * that keep tables by row. Counts of rows and calls are those of the m blocks.
 */
public final class StackedProblem extends DelegatingShape implements BilevelProblem {
  private final BilevelProblem inner;
  private final Vec weights;
  private final BlockSet all;
  private final int[] lowerEnds;
  private final int[] dualEnds; // empty without a dual per block

  private StackedProblem(BilevelProblem inner, Vec weights) {
    super(inner);
    this.inner = inner;
    this.weights = weights;
    this.all = BlockSet.all(inner.blocks());
    this.lowerEnds = ends(inner.lowerDims());
    this.dualEnds = inner.dualSide() instanceof DualSide.PerBlock p ? ends(p.dims()) : new int[0];
    if (inner.lowerConstraints().isPresent()) {
      throw new UserError(
          "'" + inner.name() + "' cannot be stacked: its lower levels are constrained.",
          "a solver that takes several blocks, for instance 'bsg'.");
    }
  }

  /** The blocks weighed as the problem's objective does: their mean, or their sum. */
  public static StackedProblem mean(BilevelProblem inner) {
    Vec weights = Vec.zeros(inner.blocks());
    weights.fill(1.0 / inner.aggregate().divisor(inner.blocks()));
    return new StackedProblem(inner, weights);
  }

  /**
   * A sum over blocks with fixed weights.
   *
   * @param weights one for each block, at least 0, not all 0; copied
   */
  public static StackedProblem weighted(BilevelProblem inner, Vec weights) {
    boolean good = weights.dim() == inner.blocks() && weights.isFinite() && weights.max() > 0;
    for (int i = 0; i < weights.dim() && good; i++) {
      good = weights.get(i) >= 0;
    }
    if (!good) {
      throw new UserError(
          "the weights of a stack are "
              + weights
              + ", must be "
              + inner.blocks()
              + " numbers of at least 0 for '"
              + inner.name()
              + "', not all 0.");
    }
    return new StackedProblem(inner, weights.copy());
  }

  private static int[] ends(Dims dims) {
    int[] ends = new int[dims.blocks()];
    int at = 0;
    for (int i = 0; i < ends.length; i++) {
      at = Math.addExact(at, dims.of(i));
      ends[i] = at;
    }
    return ends;
  }

  private static int total(int[] ends) {
    return ends[ends.length - 1];
  }

  private static int from(int[] ends, int block) {
    return block == 0 ? 0 : ends[block - 1];
  }

  private static Vec part(Vec whole, int[] ends, int block) {
    return whole.slice(from(ends, block), ends[block]);
  }

  /** The problem of m blocks. */
  public BilevelProblem inner() {
    return inner;
  }

  /** w_i; read-only. */
  public Vec weights() {
    return weights;
  }

  /** The lower variables of the m blocks; a view. */
  public Blocks unstack(Blocks y) {
    return Blocks.packed(all, inner.lowerDims(), y.at(0));
  }

  /** The dual as the m blocks see it; a view. */
  public Dual unstack(Dual dual) {
    if (dual instanceof Dual.PerBlock p && inner.dualSide() instanceof DualSide.PerBlock side) {
      return new Dual.PerBlock(Blocks.packed(all, side.dims(), p.alpha().at(0)));
    }
    return dual;
  }

  /**
   * What a run on the stack shows, as the m blocks see it; the weights are its lambda, unless they
   * are those that the problem has anyway.
   */
  public Snapshot unstack(Snapshot s) {
    boolean told = inner.dualSide() instanceof DualSide.Simplex || !areOwn();
    Optional<Vec> lambda = told ? Optional.of(weights) : Optional.empty();
    return new Snapshot(s.step(), s.x(), lambda, s.lower().map(this::unstack), unstack(s.dual()));
  }

  private boolean areOwn() {
    double own = 1.0 / inner.aggregate().divisor(weights.dim());
    return Arrays.stream(weights.toArray()).allMatch(w -> w == own);
  }

  @Override
  public String name() {
    return inner.name() + " (stacked)";
  }

  @Override
  public int blocks() {
    return 1;
  }

  @Override
  public Dims lowerDims() {
    return Dims.uniform(1, total(lowerEnds));
  }

  @Override
  public DualSide dualSide() {
    if (inner.dualSide() instanceof DualSide.Simplex) {
      return new DualSide.None();
    }
    return dualEnds.length > 0
        ? new DualSide.PerBlock(Dims.uniform(1, total(dualEnds)))
        : inner.dualSide();
  }

  @Override
  public ConvexSet lowerSet(int block) {
    return product(lowerEnds, inner::lowerSet);
  }

  @Override
  public ConvexSet dualSet(int block) {
    return dualEnds.length > 0 ? product(dualEnds, inner::dualSet) : inner.dualSet(0);
  }

  private static ConvexSet product(int[] ends, IntFunction<ConvexSet> sets) {
    List<Product.Part> parts = new ArrayList<>();
    for (int i = 0; i < ends.length; i++) {
      if (!sets.apply(i).isAll()) {
        parts.add(new Product.Part(from(ends, i), ends[i], sets.apply(i)));
      }
    }
    return parts.isEmpty() ? ConvexSet.all() : new Product(parts);
  }

  @Override
  public Optional<LowerSolver> lowerSolver() {
    return inner.lowerSolver().map(this::eachBlock);
  }

  private LowerSolver eachBlock(LowerSolver each) {
    return new LowerSolver() {
      @Override
      public String name() {
        return each.name();
      }

      @Override
      public boolean solve(int block, Vec x, Vec y, Vec multipliers, double tolerance) {
        boolean reached = true;
        for (int i = 0; i < lowerEnds.length; i++) {
          reached &= each.solve(i, x, part(y, lowerEnds, i), multipliers, tolerance);
        }
        return reached;
      }
    };
  }

  @Override
  public Optional<KnownHessians> lowerHessians() {
    return inner.lowerHessians().map(this::alongDiagonal);
  }

  private KnownHessians alongDiagonal(KnownHessians each) {
    return new KnownHessians() {
      @Override
      public void solve(int block, double ridge, Vec b) {
        for (int i = 0; i < lowerEnds.length; i++) {
          each.solve(i, ridge, part(b, lowerEnds, i));
        }
      }

      @Override
      public void fill(int block, Vec matrix) {
        int n = total(lowerEnds);
        for (int i = 0; i < lowerEnds.length; i++) {
          int from = from(lowerEnds, i);
          int d = lowerEnds[i] - from;
          Vec own = Vec.zeros(d * d);
          each.fill(i, own);
          for (int r = 0; r < d; r++) {
            int at = (from + r) * n + from;
            matrix.slice(at, at + d).copyFrom(own.slice(r * d, (r + 1) * d));
          }
        }
      }
    };
  }

  /** The one block looks at all of x. */
  @Override
  public LocalParts localParts() {
    return LocalParts.none();
  }

  @Override
  public Rows upperRows(int block) {
    return rows(inner::upperRows);
  }

  @Override
  public Rows lowerRows(int block) {
    return rows(inner::lowerRows);
  }

  /** Exact if all are; else a stream, whose batches the oracle checks block by block. */
  private Rows rows(IntFunction<Rows> each) {
    int count = 0;
    int positives = 0;
    boolean exact = true;
    boolean additive = true;
    for (int i = 0; i < lowerEnds.length; i++) {
      Rows r = each.apply(i);
      exact &= r.kind() == Rows.Kind.EXACT;
      additive &= r.additive();
      count = Math.addExact(count, r.count());
      positives = r.positives() < 1 || positives < 0 ? -1 : positives + r.positives();
    }
    return exact ? Rows.exact() : new Rows(Rows.Kind.STREAM, count, positives, additive);
  }

  @Override
  public long losses(BlockSet set) {
    return inner.losses(all);
  }

  @Override
  public long upperRowsDrawn(BlockSet set, Draw draw) {
    return inner.upperRowsDrawn(all, draw);
  }

  @Override
  public long lowerRowsDrawn(BlockSet set, Draw draw) {
    return inner.lowerRowsDrawn(all, draw);
  }

  @Override
  public LowerStart lowerStart() {
    LowerStart each = inner.lowerStart();
    return new LowerStart() {
      @Override
      public void fill(int block, Vec x, Key key, Vec y) {
        for (int i = 0; i < lowerEnds.length; i++) {
          each.fill(i, x, key.child(i), part(y, lowerEnds, i));
        }
      }

      @Override
      public boolean dependsOnX() {
        return each.dependsOnX();
      }

      @Override
      public void addTransposed(int block, Vec x, double weight, Vec p, Vec out) {
        for (int i = 0; i < lowerEnds.length; i++) {
          each.addTransposed(i, x, weight, part(p, lowerEnds, i), out);
        }
      }
    };
  }

  @Override
  public void startDual(int block, Vec alpha) {
    if (dualEnds.length == 0) {
      inner.startDual(0, alpha);
    }
    for (int i = 0; i < dualEnds.length; i++) {
      inner.startDual(i, part(alpha, dualEnds, i));
    }
  }

  @Override
  public Set<OracleCall> offers() {
    return inner.offers();
  }

  @Override
  public boolean isWorstCase() {
    return inner.isWorstCase();
  }

  @Override
  public String oracleName() {
    return inner.oracleName();
  }

  @Override
  public Accuracy accuracy() {
    return inner.accuracy();
  }

  @Override
  public Oracle open(Workspace workspace) {
    return new StackedOracle(this, workspace);
  }

  @Override
  public Map<String, String> provenance() {
    Map<String, String> out = new LinkedHashMap<>(inner.provenance());
    out.put("stacked with weights", Arrays.toString(weights.toArray()));
    return out;
  }
}

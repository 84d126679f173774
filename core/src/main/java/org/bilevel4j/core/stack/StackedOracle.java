package org.bilevel4j.core.stack;

import java.util.stream.IntStream;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.BatchCheck;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.UpperPoints;
import org.jspecify.annotations.Nullable;

/** Answers of one block by those of the m blocks it stacks, in one question to all of them. */
final class StackedOracle implements Oracle {
  private static final BlockSet ONE = BlockSet.all(1);

  private final StackedProblem problem;
  private final BilevelProblem inner;
  private final Workspace workspace;
  private final Oracle each;
  private final BlockSet all;
  private final BlockSet lowered; // the blocks with a lower level: others have nothing to answer
  private final BatchCheck lowerCheck;
  private final BatchCheck upperCheck;

  StackedOracle(StackedProblem problem, Workspace workspace) {
    this.problem = problem;
    this.inner = problem.inner();
    this.workspace = workspace;
    this.each = inner.open(workspace);
    this.lowerCheck = BatchCheck.lower(inner);
    this.upperCheck = BatchCheck.upper(inner);
    this.all = BlockSet.all(inner.blocks());
    int[] ids =
        IntStream.range(0, inner.blocks()).filter(i -> inner.lowerDims().of(i) > 0).toArray();
    this.lowered = BlockSet.of(inner.blocks(), ids);
  }

  @Override
  public LowerPoints lower(BlockSet set, Vec x, Blocks y, Draw draw) {
    lowerCheck.check(draw);
    return new Lower(each.lower(lowered, x, problem.unstack(y), draw));
  }

  @Override
  public UpperPoints upper(BlockSet set, Vec x, Blocks y, Dual dual, Draw draw) {
    upperCheck.check(draw);
    return new Upper(each.upper(all, x, problem.unstack(y), problem.unstack(dual), draw));
  }

  @Override
  public void close() {
    each.close();
  }

  /** What all blocks answered, side by side, as the answer of one block. */
  private static Blocks stacked(Blocks answers) {
    return Blocks.packed(ONE, Dims.uniform(1, answers.flat().dim()), answers.flat());
  }

  /** The same, every part times the block's weight. */
  private Blocks weighted(Blocks answers) {
    Blocks out = workspace.blocks(answers.set(), answers.dims());
    for (int p = 0; p < answers.set().size(); p++) {
      out.atPosition(p).axpy(problem.weights().get(answers.set().id(p)), answers.atPosition(p));
    }
    return stacked(out);
  }

  /** A vector of one entry. */
  private Vec scalar(double value) {
    Vec out = workspace.vec(1);
    out.set(0, value);
    return out;
  }

  private final class Lower implements LowerPoints {
    private final LowerPoints g;
    private @Nullable Blocks hessian;
    private @Nullable Blocks jacobian;

    Lower(LowerPoints g) {
      this.g = g;
    }

    @Override
    public BlockSet set() {
      return ONE;
    }

    @Override
    public Vec values() {
      return scalar(g.values().sum());
    }

    @Override
    public Blocks gradY() {
      return stacked(g.gradY());
    }

    @Override
    public void addGradX(Weights w, Vec out) {
      g.addGradX(Weights.constant(w.at(0)), out);
    }

    @Override
    public Blocks hvpYY(Blocks v) {
      return stacked(g.hvpYY(problem.unstack(v)));
    }

    @Override
    public void addCrossXY(Weights w, Blocks v, Vec out) {
      g.addCrossXY(Weights.constant(w.at(0)), problem.unstack(v), out);
    }

    @Override
    public Blocks crossYX(Vec u) {
      return stacked(g.crossYX(u));
    }

    @Override
    public Blocks hessianYY() {
      Blocks kept = hessian;
      if (kept == null) {
        kept = workspace.blocks(ONE, problem.lowerDims().squared());
        int n = problem.lowerDims().of(0);
        lay(g.hessianYY(), kept.at(0), n, true);
        hessian = kept;
      }
      return kept;
    }

    @Override
    public Blocks jacobianXY() {
      Blocks kept = jacobian;
      if (kept == null) {
        kept = workspace.blocks(ONE, problem.lowerDims().timesRows(inner.upperDim()));
        lay(g.jacobianXY(), kept.at(0), problem.lowerDims().of(0), false);
        jacobian = kept;
      }
      return kept;
    }

    /** Lays the blocks' matrices along the diagonal, or side by side, into rows of n entries. */
    private void lay(Blocks matrices, Vec out, int n, boolean diagonal) {
      int at = 0;
      for (int p = 0; p < lowered.size(); p++) {
        int d = inner.lowerDims().of(lowered.id(p));
        Vec matrix = matrices.atPosition(p);
        for (int r = 0; r < matrix.dim() / d; r++) {
          int start = (diagonal ? at + r : r) * n + at;
          out.slice(start, start + d).copyFrom(matrix.slice(r * d, (r + 1) * d));
        }
        at += d;
      }
    }

    @Override
    public Vec upperZeros() {
      return workspace.vec(inner.upperDim());
    }
  }

  private final class Upper implements UpperPoints {
    private final UpperPoints f;
    private @Nullable Blocks gradY;
    private @Nullable Blocks gradDual;

    Upper(UpperPoints f) {
      this.f = f;
    }

    @Override
    public BlockSet set() {
      return ONE;
    }

    @Override
    public Vec values() {
      return scalar(f.values().dot(problem.weights()));
    }

    @Override
    public Vec objectives() {
      return f.objectives();
    }

    @Override
    public Blocks gradY() {
      Blocks kept = gradY;
      if (kept == null) {
        kept = weighted(f.gradY());
        gradY = kept;
      }
      return kept;
    }

    @Override
    public Blocks gradDual() {
      if (!(problem.dualSide() instanceof DualSide.PerBlock)) {
        throw new IllegalStateException("'" + problem.name() + "' has no dual per block.");
      }
      Blocks kept = gradDual;
      if (kept == null) {
        kept = weighted(f.gradDual());
        gradDual = kept;
      }
      return kept;
    }

    @Override
    public void addGradX(Weights w, Vec out) {
      f.addGradX(Weights.of(problem.weights()).times(w.at(0)), out);
    }

    @Override
    public void addGradSharedDual(Weights w, Vec out) {
      f.addGradSharedDual(Weights.of(problem.weights()).times(w.at(0)), out);
    }

    @Override
    public Vec upperZeros() {
      return workspace.vec(inner.upperDim());
    }
  }
}

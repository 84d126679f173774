package org.bilevel4j.quadratic;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.LocalParts;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.UpperPoints;
import org.jspecify.annotations.Nullable;

/** Answers by small dense products, block after block. */
final class QuadraticOracle implements Oracle {
  private static final Vec NO_DUAL = Vec.zeros(0);

  private final QuadraticProblem problem;
  private final Workspace workspace;

  QuadraticOracle(QuadraticProblem problem, Workspace workspace) {
    this.problem = problem;
    this.workspace = workspace;
  }

  @Override
  public LowerPoints lower(BlockSet set, Vec x, Blocks y, Draw draw) {
    BlockLoss[] losses = new BlockLoss[set.size()];
    boolean exact = draw.isFull() || problem.noise().rows() == 0;
    for (int p = 0; p < losses.length; p++) {
      int i = set.id(p);
      RowNoise.Mean noise = exact ? null : problem.lowerNoise(i).mean(i, draw, workspace);
      losses[p] = new BlockLoss(problem.block(i).g(), noise, seen(i, x), y.at(i), NO_DUAL);
    }
    return new Lower(set, losses);
  }

  @Override
  public UpperPoints upper(BlockSet set, Vec x, Blocks y, Dual dual, Draw draw) {
    BlockLoss[] losses = new BlockLoss[set.size()];
    boolean exact = draw.isFull() || problem.noise().rows() == 0;
    for (int p = 0; p < losses.length; p++) {
      int i = set.id(p);
      RowNoise.Mean noise = exact ? null : problem.upperNoise(i).mean(i, draw, workspace);
      losses[p] = new BlockLoss(problem.block(i).f(), noise, seen(i, x), y.at(i), dual.at(i));
    }
    return new Upper(set, losses);
  }

  /** The entries of x that a block looks at. */
  private Vec seen(int block, Vec x) {
    LocalParts parts = problem.localParts();
    if (!parts.exist()) {
      return x;
    }
    int from = parts.from(block);
    int own = parts.to(block) - from;
    Vec seen = workspace.vec(parts.shared() + own);
    seen.slice(0, parts.shared()).copyFrom(x.slice(0, parts.shared()));
    seen.slice(parts.shared(), seen.dim()).copyFrom(x.slice(from, from + own));
    return seen;
  }

  private final class Lower extends QuadraticPoints implements LowerPoints {
    private @Nullable Blocks hessian;
    private @Nullable Blocks jacobian;

    Lower(BlockSet set, BlockLoss[] losses) {
      super(problem, workspace, set, losses);
    }

    @Override
    public Blocks hvpYY(Blocks v) {
      Blocks out = workspace.blocks(set, problem.lowerDims());
      for (int p = 0; p < losses.length; p++) {
        losses[p].addHessianYY(v.at(set.id(p)), out.atPosition(p));
      }
      return out;
    }

    @Override
    public void addCrossXY(Weights w, Blocks v, Vec out) {
      sum(out, (p, t) -> losses[p].addCrossXY(w.at(set.id(p)), v.at(set.id(p)), t));
    }

    @Override
    public Blocks crossYX(Vec u) {
      Blocks out = workspace.blocks(set, problem.lowerDims());
      for (int p = 0; p < losses.length; p++) {
        losses[p].addCrossYX(seen(set.id(p), u), out.atPosition(p));
      }
      return out;
    }

    @Override
    public Blocks hessianYY() {
      Blocks kept = hessian;
      if (kept == null) {
        kept = workspace.blocks(set, problem.lowerDims().squared());
        for (int p = 0; p < losses.length; p++) {
          losses[p].addDenseYY(kept.atPosition(p));
        }
        hessian = kept;
      }
      return kept;
    }

    @Override
    public Blocks jacobianXY() {
      Blocks kept = jacobian;
      if (kept == null) {
        Dims dims = problem.lowerDims().timesRows(problem.upperDim());
        kept = workspace.blocks(set, dims);
        for (int p = 0; p < losses.length; p++) {
          denseJacobian(set.id(p), losses[p], kept.atPosition(p));
        }
        jacobian = kept;
      }
      return kept;
    }

    private void denseJacobian(int block, BlockLoss loss, Vec out) {
      LocalParts parts = problem.localParts();
      if (!parts.exist()) {
        loss.addDenseXY(out);
        return;
      }
      int cols = problem.lowerDims().of(block);
      int from = parts.from(block);
      int own = parts.to(block) - from;
      Vec seen = workspace.vec((parts.shared() + own) * cols);
      loss.addDenseXY(seen);
      int split = parts.shared() * cols;
      out.slice(0, split).copyFrom(seen.slice(0, split));
      out.slice(from * cols, (from + own) * cols).copyFrom(seen.slice(split, seen.dim()));
    }
  }

  private final class Upper extends QuadraticPoints implements UpperPoints {
    private @Nullable Blocks gradDual;

    Upper(BlockSet set, BlockLoss[] losses) {
      super(problem, workspace, set, losses);
    }

    @Override
    public Blocks gradDual() {
      Blocks kept = gradDual;
      if (kept == null) {
        if (!(problem.dualSide() instanceof DualSide.PerBlock side)) {
          throw new IllegalStateException("'" + problem.name() + "' has no dual per block.");
        }
        kept = workspace.blocks(set, side.dims());
        for (int p = 0; p < losses.length; p++) {
          losses[p].addGradDual(1, kept.atPosition(p));
        }
        gradDual = kept;
      }
      return kept;
    }

    @Override
    public void addGradSharedDual(Weights w, Vec out) {
      for (int p = 0; p < losses.length; p++) {
        losses[p].addGradDual(w.at(set.id(p)), out);
      }
    }
  }
}

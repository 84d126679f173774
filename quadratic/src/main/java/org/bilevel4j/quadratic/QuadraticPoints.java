package org.bilevel4j.quadratic;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.LocalParts;
import org.jspecify.annotations.Nullable;

/** What points of both levels share. */
abstract class QuadraticPoints {
  /** Adds one block's contribution. */
  @FunctionalInterface
  interface Contribution {
    void add(int position, Vec target);
  }

  private final QuadraticProblem problem;
  private final Workspace workspace;

  final BlockSet set;
  final BlockLoss[] losses;
  private @Nullable Vec values;
  private @Nullable Blocks gradY;

  QuadraticPoints(QuadraticProblem problem, Workspace workspace, BlockSet set, BlockLoss[] losses) {
    this.problem = problem;
    this.workspace = workspace;
    this.set = set;
    this.losses = losses;
  }

  public BlockSet set() {
    return set;
  }

  public Vec values() {
    Vec kept = values;
    if (kept == null) {
      kept = workspace.vec(losses.length);
      for (int p = 0; p < losses.length; p++) {
        kept.set(p, losses[p].value());
      }
      values = kept;
    }
    return kept;
  }

  public Blocks gradY() {
    Blocks kept = gradY;
    if (kept == null) {
      kept = workspace.blocks(set, problem.lowerDims());
      for (int p = 0; p < losses.length; p++) {
        losses[p].addGradY(1, kept.atPosition(p));
      }
      gradY = kept;
    }
    return kept;
  }

  public Vec upperZeros() {
    return problem.upperZeros(workspace, set);
  }

  public void addGradX(Weights w, Vec out) {
    sum(out, (p, target) -> losses[p].addGradX(w.at(set.id(p)), target));
  }

  /** Adds each block's contribution to the entries of x that it looks at. */
  void sum(Vec out, Contribution each) {
    LocalParts parts = problem.localParts();
    for (int p = 0; p < losses.length; p++) {
      if (!parts.exist()) {
        each.add(p, out);
        continue;
      }
      int from = parts.from(set.id(p));
      int own = parts.to(set.id(p)) - from;
      Vec seen = workspace.vec(parts.shared() + own);
      each.add(p, seen);
      out.slice(0, parts.shared()).axpy(1, seen.slice(0, parts.shared()));
      out.slice(from, from + own).axpy(1, seen.slice(parts.shared(), seen.dim()));
    }
  }
}

package org.bilevel4j.oracles.analytic;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.oracles.heads.HeadPoints;
import org.jspecify.annotations.Nullable;

/** f_i and its derivatives. */
final class UpperHeadPoints implements UpperPoints {
  private final SharedEmbeddingProblem problem;
  private final Workspace workspace;
  private final HeadPoints points;
  private @Nullable Vec values;
  private @Nullable Blocks gradY;

  UpperHeadPoints(SharedEmbeddingProblem problem, Workspace workspace, HeadPoints points) {
    this.problem = problem;
    this.workspace = workspace;
    this.points = points;
  }

  /** What the points are made of, for measuring. */
  HeadPoints heads() {
    return points;
  }

  @Override
  public BlockSet set() {
    return points.set();
  }

  @Override
  public Vec values() {
    Vec v = values;
    if (v == null) {
      v = points.values();
      values = v;
    }
    return v;
  }

  @Override
  public Blocks gradY() {
    Blocks g = gradY;
    if (g == null) {
      g = workspace.blocks(set(), problem.lowerDims());
      points.addGradient(g.flat().doubles(), i -> {});
      gradY = g;
    }
    return g;
  }

  @Override
  public Blocks gradDual() {
    throw unsupported();
  }

  @Override
  public void addGradX(Weights w, Vec out) {
    points.addBackward(w, out);
  }

  @Override
  public void addGradSharedDual(Weights w, Vec out) {
    throw unsupported();
  }

  private UnsupportedOperationException unsupported() {
    return new UnsupportedOperationException(problem.name() + ": f_i does not depend on a dual.");
  }

  @Override
  public Vec upperZeros() {
    return problem.upperZeros(workspace, set());
  }
}

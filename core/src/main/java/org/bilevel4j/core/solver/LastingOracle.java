package org.bilevel4j.core.solver;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.UpperPoints;

/**
 * What a point answers, and what it remembers for the next question, lives as long as the point: a
 * point made before an inner iteration may be asked within it for the first time.
 */
final class LastingOracle implements Oracle {
  private final Oracle oracle;
  private final Workspace workspace;

  LastingOracle(Oracle oracle, Workspace workspace) {
    this.oracle = oracle;
    this.workspace = workspace;
  }

  @Override
  public LowerPoints lower(BlockSet set, Vec x, Blocks y, Draw draw) {
    return new Lower(oracle.lower(set, x, y, draw), workspace, workspace.lifetime());
  }

  @Override
  public UpperPoints upper(BlockSet set, Vec x, Blocks y, Dual dual, Draw draw) {
    return new Upper(oracle.upper(set, x, y, dual, draw), workspace, workspace.lifetime());
  }

  private record Lower(LowerPoints points, Workspace workspace, Workspace.Lifetime lifetime)
      implements LowerPoints {
    @Override
    public BlockSet set() {
      return points.set();
    }

    @Override
    public Vec values() {
      return workspace.during(lifetime, points::values);
    }

    @Override
    public Blocks gradY() {
      return workspace.during(lifetime, points::gradY);
    }

    @Override
    public void addGradX(Weights w, Vec out) {
      workspace.during(lifetime, () -> run(() -> points.addGradX(w, out)));
    }

    @Override
    public Blocks hvpYY(Blocks v) {
      return workspace.during(lifetime, () -> points.hvpYY(v));
    }

    @Override
    public void addCrossXY(Weights w, Blocks v, Vec out) {
      workspace.during(lifetime, () -> run(() -> points.addCrossXY(w, v, out)));
    }

    @Override
    public Blocks crossYX(Vec u) {
      return workspace.during(lifetime, () -> points.crossYX(u));
    }

    @Override
    public Blocks hessianYY() {
      return workspace.during(lifetime, points::hessianYY);
    }

    @Override
    public Blocks jacobianXY() {
      return workspace.during(lifetime, points::jacobianXY);
    }

    @Override
    public Vec upperZeros() {
      return workspace.during(lifetime, points::upperZeros);
    }
  }

  private record Upper(UpperPoints points, Workspace workspace, Workspace.Lifetime lifetime)
      implements UpperPoints {
    @Override
    public BlockSet set() {
      return points.set();
    }

    @Override
    public Vec values() {
      return workspace.during(lifetime, points::values);
    }

    @Override
    public Blocks gradY() {
      return workspace.during(lifetime, points::gradY);
    }

    @Override
    public Blocks gradDual() {
      return workspace.during(lifetime, points::gradDual);
    }

    @Override
    public void addGradX(Weights w, Vec out) {
      workspace.during(lifetime, () -> run(() -> points.addGradX(w, out)));
    }

    @Override
    public void addGradSharedDual(Weights w, Vec out) {
      workspace.during(lifetime, () -> run(() -> points.addGradSharedDual(w, out)));
    }

    @Override
    public Vec upperZeros() {
      return workspace.during(lifetime, points::upperZeros);
    }
  }

  private static boolean run(Runnable addition) {
    addition.run();
    return true;
  }
}

package org.bilevel4j.solvers.estimators;

import java.util.Set;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DelegatingShape;
import org.bilevel4j.core.problem.LowerStart;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.random.Key;

/** A problem in x (3) and y_i (2) with y_init_i(x) = (i + 1) (sin x_0 + x_1, x_1 x_2). */
final class MovingStart extends DelegatingShape implements BilevelProblem {
  private final BilevelProblem inner;

  MovingStart(BilevelProblem inner) {
    super(inner);
    this.inner = inner;
  }

  @Override
  public LowerStart lowerStart() {
    return new LowerStart() {
      @Override
      public void fill(int block, Vec x, Key key, Vec y) {
        y.set(0, (block + 1) * (StrictMath.sin(x.get(0)) + x.get(1)));
        y.set(1, (block + 1) * x.get(1) * x.get(2));
      }

      @Override
      public boolean dependsOnX() {
        return true;
      }

      @Override
      public void addTransposed(int block, Vec x, double weight, Vec p, Vec out) {
        double scale = weight * (block + 1);
        out.add(0, scale * StrictMath.cos(x.get(0)) * p.get(0));
        out.add(1, scale * (p.get(0) + x.get(2) * p.get(1)));
        out.add(2, scale * x.get(1) * p.get(1));
      }
    };
  }

  @Override
  public Set<OracleCall> offers() {
    return inner.offers();
  }

  @Override
  public String oracleName() {
    return inner.oracleName();
  }

  @Override
  public Oracle open(Workspace workspace) {
    return inner.open(workspace);
  }
}

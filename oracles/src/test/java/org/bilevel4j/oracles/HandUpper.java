package org.bilevel4j.oracles;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.UpperPoints;

/** The upper losses of {@link HandModel}, differentiated by hand. */
final class HandUpper implements UpperPoints {
  private final HandProblem problem;
  private final HandModel model;
  private final Workspace workspace;
  private final BlockSet set;
  private final Vec x;
  private final Blocks y;
  private final Dual dual;
  private final Draw draw;

  HandUpper(
      HandProblem problem,
      Workspace workspace,
      BlockSet set,
      Vec x,
      Blocks y,
      Dual dual,
      Draw draw) {
    this.problem = problem;
    this.model = problem.losses();
    this.workspace = workspace;
    this.set = set;
    this.x = x;
    this.y = y;
    this.dual = dual;
    this.draw = draw;
  }

  private int[] rows(int id) {
    return draw.rows(id, model.upperRows(id));
  }

  @Override
  public BlockSet set() {
    return set;
  }

  @Override
  public Vec values() {
    Vec out = workspace.vec(set.size());
    for (int p = 0; p < set.size(); p++) {
      int id = set.id(p);
      out.set(p, model.upperLoss(id, x, y.at(id), dual.at(id), rows(id)));
    }
    return out;
  }

  @Override
  public Blocks gradY() {
    Blocks out = workspace.blocks(set, model.lowerDims());
    for (int p = 0; p < set.size(); p++) {
      int id = set.id(p);
      Vec g = out.atPosition(p);
      for (int row : rows(id)) {
        double error = model.score(id, y.at(id), row) - HandModel.label(row);
        for (int j = 0; j < g.dim(); j++) {
          g.add(j, error * model.feature(id, row, j) / rows(id).length);
        }
      }
      for (int j = 0; j < g.dim() && dual.at(id).dim() > 0; j++) {
        g.add(j, dual.at(id).get(0));
      }
      problem.spoil(OracleCall.UPPER_GRAD_Y, id, g);
    }
    return out;
  }

  private Vec gradDual(int id) {
    Vec alpha = dual.at(id);
    return Vec.of(y.at(id).sum() - alpha.get(0), x.get(0) - alpha.get(1));
  }

  @Override
  public Blocks gradDual() {
    Blocks out = workspace.blocks(set, ((DualSide.PerBlock) model.dualSide()).dims());
    for (int p = 0; p < set.size(); p++) {
      Vec g = gradDual(set.id(p));
      problem.spoil(OracleCall.UPPER_GRAD_DUAL, set.id(p), g);
      out.atPosition(p).copyFrom(g);
    }
    return out;
  }

  @Override
  public void addGradX(Weights w, Vec out) {
    for (int p = 0; p < set.size(); p++) {
      int id = set.id(p);
      Vec g = Vec.zeros(out.dim());
      for (int j = 0; j < HandModel.SHARED; j++) {
        g.set(j, x.get(j) * x.get(j));
      }
      g.set(HandModel.SHARED + id, Math.cos(x.get(HandModel.SHARED + id)));
      if (dual.at(id).dim() > 0) {
        g.add(0, dual.at(id).get(1));
      }
      problem.spoil(OracleCall.UPPER_GRAD_X, id, g);
      out.axpy(w.at(id), g);
    }
  }

  @Override
  public void addGradSharedDual(Weights w, Vec out) {
    for (int p = 0; p < set.size(); p++) {
      Vec g = gradDual(set.id(p));
      problem.spoil(OracleCall.UPPER_GRAD_DUAL, set.id(p), g);
      out.axpy(w.at(set.id(p)), g);
    }
  }

  @Override
  public Vec upperZeros() {
    return model.upperZeros(workspace, set);
  }
}

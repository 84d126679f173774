package org.bilevel4j.oracles;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.OracleCall;

/** The lower losses of {@link HandModel}, differentiated by hand. */
final class HandLower implements LowerPoints {
  private final HandProblem problem;
  private final HandModel model;
  private final Workspace workspace;
  private final BlockSet set;
  private final Vec x;
  private final Blocks y;
  private final Draw draw;

  HandLower(HandProblem problem, Workspace workspace, BlockSet set, Vec x, Blocks y, Draw draw) {
    this.problem = problem;
    this.model = problem.losses();
    this.workspace = workspace;
    this.set = set;
    this.x = x;
    this.y = y;
    this.draw = draw;
  }

  private int[] rows(int id) {
    return draw.rows(id, model.lowerRows(id));
  }

  private double[] softmax(Vec at) {
    double[] p = new double[at.dim()];
    double sum = 0;
    for (int j = 0; j < p.length; j++) {
      p[j] = Math.exp(x.get(j) * at.get(j));
      sum += p[j];
    }
    for (int j = 0; j < p.length; j++) {
      p[j] /= sum;
    }
    return p;
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
      out.set(p, model.lowerLoss(id, x, y.at(id), rows(id)));
    }
    return out;
  }

  @Override
  public Blocks gradY() {
    Blocks out = workspace.blocks(set, model.lowerDims());
    for (int p = 0; p < set.size(); p++) {
      int id = set.id(p);
      Vec at = y.at(id);
      Vec g = out.atPosition(p);
      for (int row : rows(id)) {
        double slope = -HandModel.label(row) * sigmoid(-HandModel.label(row), id, at, row);
        for (int j = 0; j < g.dim(); j++) {
          g.add(j, slope * model.feature(id, row, j) / rows(id).length);
        }
      }
      double[] soft = softmax(at);
      double tau = x.get(HandModel.SHARED + id);
      for (int j = 0; j < g.dim(); j++) {
        g.add(j, (Math.exp(x.get(j)) + tau) * at.get(j) + soft[j] * x.get(j));
      }
      problem.spoil(OracleCall.LOWER_GRAD_Y, id, g);
    }
    return out;
  }

  private double sigmoid(double factor, int id, Vec at, int row) {
    return 1 / (1 + Math.exp(-factor * model.score(id, at, row)));
  }

  @Override
  public void addGradX(Weights w, Vec out) {
    for (int p = 0; p < set.size(); p++) {
      int id = set.id(p);
      Vec at = y.at(id);
      Vec g = Vec.zeros(out.dim());
      double[] soft = softmax(at);
      for (int j = 0; j < at.dim(); j++) {
        double square = at.get(j) * at.get(j);
        g.set(j, Math.exp(x.get(j)) * square / 2 + soft[j] * at.get(j));
      }
      g.set(HandModel.SHARED + id, at.normSquared() / 2);
      problem.spoil(OracleCall.LOWER_GRAD_X, id, g);
      out.axpy(w.at(id), g);
    }
  }

  private Vec hessian(int id) {
    Vec at = y.at(id);
    int d = at.dim();
    Vec h = Vec.zeros(d * d);
    double[] soft = softmax(at);
    for (int a = 0; a < d; a++) {
      h.set(a * d + a, Math.exp(x.get(a)) + x.get(HandModel.SHARED + id));
      for (int b = 0; b < d; b++) {
        h.add(a * d + b, ((a == b ? soft[a] : 0) - soft[a] * soft[b]) * x.get(a) * x.get(b));
        for (int row : rows(id)) {
          double s = sigmoid(1, id, at, row);
          double curve = s * (1 - s) / rows(id).length;
          h.add(a * d + b, curve * model.feature(id, row, a) * model.feature(id, row, b));
        }
      }
    }
    return h;
  }

  private Vec jacobian(int id) {
    Vec at = y.at(id);
    int d = at.dim();
    Vec j = Vec.zeros(model.upperDim() * d);
    double[] soft = softmax(at);
    for (int b = 0; b < d; b++) {
      for (int a = 0; a < d; a++) {
        double p = a == b ? soft[a] : 0;
        j.set(a * d + b, p + (p - soft[a] * soft[b]) * at.get(a) * x.get(b));
      }
      j.add(b * d + b, Math.exp(x.get(b)) * at.get(b));
      j.set((HandModel.SHARED + id) * d + b, at.get(b));
    }
    return j;
  }

  @Override
  public Blocks hvpYY(Blocks v) {
    Blocks out = workspace.blocks(set, model.lowerDims());
    for (int p = 0; p < set.size(); p++) {
      int id = set.id(p);
      Vec h = hessian(id);
      Vec result = out.atPosition(p);
      int d = result.dim();
      for (int a = 0; a < d; a++) {
        result.set(a, h.slice(a * d, (a + 1) * d).dot(v.at(id)));
      }
      problem.spoil(OracleCall.LOWER_HVP, id, result);
    }
    return out;
  }

  @Override
  public void addCrossXY(Weights w, Blocks v, Vec out) {
    for (int p = 0; p < set.size(); p++) {
      int id = set.id(p);
      Vec j = jacobian(id);
      int d = y.at(id).dim();
      Vec g = Vec.zeros(out.dim());
      for (int a = 0; a < g.dim(); a++) {
        g.set(a, j.slice(a * d, (a + 1) * d).dot(v.at(id)));
      }
      problem.spoil(OracleCall.LOWER_CROSS_XY, id, g);
      out.axpy(w.at(id), g);
    }
  }

  @Override
  public Blocks crossYX(Vec u) {
    Blocks out = workspace.blocks(set, model.lowerDims());
    for (int p = 0; p < set.size(); p++) {
      int id = set.id(p);
      Vec j = jacobian(id);
      Vec result = out.atPosition(p);
      int d = result.dim();
      for (int a = 0; a < u.dim(); a++) {
        result.axpy(u.get(a), j.slice(a * d, (a + 1) * d));
      }
      problem.spoil(OracleCall.LOWER_CROSS_YX, id, result);
    }
    return out;
  }

  @Override
  public Blocks hessianYY() {
    Blocks out = workspace.blocks(set, model.lowerDims().squared());
    for (int p = 0; p < set.size(); p++) {
      Vec h = hessian(set.id(p));
      problem.spoil(OracleCall.LOWER_HESSIAN, set.id(p), h);
      out.atPosition(p).copyFrom(h);
    }
    return out;
  }

  @Override
  public Blocks jacobianXY() {
    Blocks out = workspace.blocks(set, model.lowerDims().timesRows(model.upperDim()));
    for (int p = 0; p < set.size(); p++) {
      Vec j = jacobian(set.id(p));
      problem.spoil(OracleCall.LOWER_JACOBIAN, set.id(p), j);
      out.atPosition(p).copyFrom(j);
    }
    return out;
  }

  @Override
  public Vec upperZeros() {
    return model.upperZeros(workspace, set);
  }
}

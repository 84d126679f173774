package org.bilevel4j.eval.testing;

import java.util.EnumSet;
import java.util.Set;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.core.problem.UpperPoints;

/** A problem with exact rows whose derivatives are written by hand, block by block. */
public abstract class SmallProblem implements BilevelProblem {
  private final String name;
  private final int upperDim;
  private final Dims lowerDims;
  private final DualSide dualSide;
  private Set<OracleCall> offers =
      EnumSet.complementOf(EnumSet.of(OracleCall.LOWER_HESSIAN, OracleCall.LOWER_JACOBIAN));

  protected SmallProblem(String name, int upperDim, Dims lowerDims, DualSide dualSide) {
    this.name = name;
    this.upperDim = upperDim;
    this.lowerDims = lowerDims;
    this.dualSide = dualSide;
  }

  /** Offers other calls. */
  public SmallProblem offering(Set<OracleCall> calls) {
    this.offers = calls;
    return this;
  }

  /** f_i; adds grad_x, grad_y and grad_alpha to what is given. */
  protected abstract double upper(int i, Vec x, Vec y, Vec alpha, Vec gx, Vec gy, Vec ga);

  /** g_i; adds grad_y to what is given. */
  protected abstract double lower(int i, Vec x, Vec y, Vec gy);

  /** out += H_i v. */
  protected abstract void addHvp(int i, Vec x, Vec y, Vec v, Vec out);

  /** out += weight * J_i v. */
  protected abstract void addCross(int i, Vec x, Vec y, double weight, Vec v, Vec out);

  @Override
  public String name() {
    return name;
  }

  @Override
  public int blocks() {
    return lowerDims.blocks();
  }

  @Override
  public int upperDim() {
    return upperDim;
  }

  @Override
  public Dims lowerDims() {
    return lowerDims;
  }

  @Override
  public DualSide dualSide() {
    return dualSide;
  }

  @Override
  public Rows upperRows(int block) {
    return Rows.exact();
  }

  @Override
  public Rows lowerRows(int block) {
    return Rows.exact();
  }

  @Override
  public Set<OracleCall> offers() {
    return offers;
  }

  @Override
  public String oracleName() {
    return "by hand";
  }

  @Override
  public Oracle open(Workspace workspace) {
    return new Oracle() {
      @Override
      public LowerPoints lower(BlockSet set, Vec x, Blocks y, Draw draw) {
        return new Low(set, x, y, workspace);
      }

      @Override
      public UpperPoints upper(BlockSet set, Vec x, Blocks y, Dual dual, Draw draw) {
        return new Up(set, x, y, dual, workspace);
      }
    };
  }

  private final class Low implements LowerPoints {
    private final BlockSet set;
    private final Vec x;
    private final Blocks y;
    private final Workspace workspace;
    private final Vec values;
    private final Blocks gradY;

    private Low(BlockSet set, Vec x, Blocks y, Workspace workspace) {
      this.set = set;
      this.x = x;
      this.y = y;
      this.workspace = workspace;
      this.values = workspace.vec(set.size());
      this.gradY = workspace.blocks(set, lowerDims);
      workspace
          .team()
          .run(
              set.size(),
              p ->
                  values.set(
                      p,
                      SmallProblem.this.lower(set.id(p), x, y.at(set.id(p)), gradY.atPosition(p))));
    }

    @Override
    public BlockSet set() {
      return set;
    }

    @Override
    public Vec values() {
      return values;
    }

    @Override
    public Blocks gradY() {
      return gradY;
    }

    @Override
    public void addGradX(Weights w, Vec out) {
      throw new UnsupportedOperationException("grad_x g");
    }

    @Override
    public Blocks hvpYY(Blocks v) {
      if (!offers.contains(OracleCall.LOWER_HVP)) {
        throw new UnsupportedOperationException("hvpYY");
      }
      Blocks out = workspace.blocks(set, lowerDims);
      workspace
          .team()
          .run(
              set.size(),
              p -> addHvp(set.id(p), x, y.at(set.id(p)), v.at(set.id(p)), out.atPosition(p)));
      return out;
    }

    @Override
    public void addCrossXY(Weights w, Blocks v, Vec out) {
      for (int p = 0; p < set.size(); p++) {
        int id = set.id(p);
        addCross(id, x, y.at(id), w.at(id), v.at(id), out);
      }
    }

    @Override
    public Blocks crossYX(Vec u) {
      throw new UnsupportedOperationException("crossYX");
    }

    @Override
    public Blocks hessianYY() {
      Blocks out = workspace.blocks(set, lowerDims.squared());
      for (int p = 0; p < set.size(); p++) {
        int d = lowerDims.of(set.id(p));
        for (int j = 0; j < d; j++) {
          Vec unit = Vec.zeros(d);
          unit.set(j, 1);
          Vec column = out.atPosition(p).slice(j * d, (j + 1) * d);
          addHvp(set.id(p), x, y.at(set.id(p)), unit, column);
        }
      }
      return out;
    }

    @Override
    public Blocks jacobianXY() {
      throw new UnsupportedOperationException("jacobianXY");
    }

    @Override
    public Vec upperZeros() {
      return workspace.vec(upperDim);
    }
  }

  private final class Up implements UpperPoints {
    private final BlockSet set;
    private final Workspace workspace;
    private final Vec values;
    private final Vec[] gradX;
    private final Blocks gradY;
    private final Vec[] gradDual;

    private Up(BlockSet set, Vec x, Blocks y, Dual dual, Workspace workspace) {
      this.set = set;
      this.workspace = workspace;
      this.values = workspace.vec(set.size());
      this.gradX = new Vec[set.size()];
      this.gradY = workspace.blocks(set, lowerDims);
      this.gradDual = new Vec[set.size()];
      for (int p = 0; p < set.size(); p++) {
        Vec alpha = dual.at(set.id(p));
        gradX[p] = workspace.vec(upperDim);
        gradDual[p] = workspace.vec(alpha.dim());
        Vec gy = gradY.atPosition(p);
        int id = set.id(p);
        values.set(p, SmallProblem.this.upper(id, x, y.at(id), alpha, gradX[p], gy, gradDual[p]));
      }
    }

    @Override
    public BlockSet set() {
      return set;
    }

    @Override
    public Vec values() {
      return values;
    }

    @Override
    public Blocks gradY() {
      return gradY;
    }

    @Override
    public Blocks gradDual() {
      Blocks out = workspace.blocks(set, ((DualSide.PerBlock) dualSide).dims());
      for (int p = 0; p < set.size(); p++) {
        out.atPosition(p).copyFrom(gradDual[p]);
      }
      return out;
    }

    @Override
    public void addGradX(Weights w, Vec out) {
      for (int p = 0; p < set.size(); p++) {
        out.axpy(w.at(set.id(p)), gradX[p]);
      }
    }

    @Override
    public void addGradSharedDual(Weights w, Vec out) {
      for (int p = 0; p < set.size(); p++) {
        out.axpy(w.at(set.id(p)), gradDual[p]);
      }
    }

    @Override
    public Vec upperZeros() {
      return workspace.vec(upperDim);
    }
  }
}

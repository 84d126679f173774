package org.bilevel4j.core.run;

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
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.random.Rng;

/**
 * f_i(x) = ||x - c_i - noise||^2 / 2 with c_i = i * scale, times the cliff where x_0 is above 1; no
 * lower level; the noise is a stream.
 */
record NoisyMeans(int blocks, int upperDim, double noise, double scale, double cliff)
    implements BilevelProblem {

  NoisyMeans(int blocks, int upperDim, double noise) {
    this(blocks, upperDim, noise, 1, 1);
  }

  @Override
  public String name() {
    return "noisy-means";
  }

  @Override
  public Dims lowerDims() {
    return Dims.uniform(blocks, 0);
  }

  @Override
  public Rows upperRows(int block) {
    return Rows.stream(1);
  }

  @Override
  public Rows lowerRows(int block) {
    return Rows.exact();
  }

  @Override
  public Set<OracleCall> offers() {
    return EnumSet.of(OracleCall.UPPER_VALUE, OracleCall.UPPER_GRAD_X);
  }

  @Override
  public String oracleName() {
    return "by hand";
  }

  private double[] center(int block, Draw draw) {
    double[] c = new double[upperDim];
    Rng rng = draw.key(block).rng();
    for (int j = 0; j < upperDim; j++) {
      c[j] = block * scale + (draw.isFull() ? 0 : noise * rng.nextGaussian());
    }
    return c;
  }

  @Override
  public Oracle open(Workspace workspace) {
    return new Oracle() {
      @Override
      public LowerPoints lower(BlockSet set, Vec x, Blocks y, Draw draw) {
        throw new IllegalStateException("no lower level");
      }

      @Override
      public UpperPoints upper(BlockSet set, Vec x, Blocks y, Dual dual, Draw draw) {
        return new Points(workspace, set, x, draw);
      }
    };
  }

  private final class Points implements UpperPoints {
    private final Workspace workspace;
    private final BlockSet set;
    private final Vec x;
    private final Draw draw;

    Points(Workspace workspace, BlockSet set, Vec x, Draw draw) {
      this.workspace = workspace;
      this.set = set;
      this.x = x;
      this.draw = draw;
    }

    @Override
    public BlockSet set() {
      return set;
    }

    @Override
    public Vec values() {
      Vec f = workspace.vec(set.size());
      workspace
          .team()
          .run(
              set.size(),
              p -> {
                double[] c = center(set.id(p), draw);
                double sum = 0;
                for (int j = 0; j < c.length; j++) {
                  sum += 0.5 * Math.pow(x.get(j) - c[j], 2);
                }
                f.set(p, sum * (x.get(0) > 1 ? cliff : 1));
              });
      return f;
    }

    @Override
    public void addGradX(Weights w, Vec out) {
      for (int p = 0; p < set.size(); p++) {
        double[] c = center(set.id(p), draw);
        for (int j = 0; j < c.length; j++) {
          out.add(j, w.at(set.id(p)) * (x.get(j) - c[j]));
        }
      }
    }

    @Override
    public Blocks gradY() {
      return workspace.blocks(set, lowerDims());
    }

    @Override
    public Blocks gradDual() {
      return workspace.blocks(set, lowerDims());
    }

    @Override
    public void addGradSharedDual(Weights w, Vec out) {}

    @Override
    public Vec upperZeros() {
      return NoisyMeans.this.upperZeros(workspace, set);
    }
  }
}

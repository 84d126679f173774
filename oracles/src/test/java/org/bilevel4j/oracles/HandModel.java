package org.bilevel4j.oracles;

import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.BilevelModel;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.LocalParts;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;

/**
 * Three blocks of dimensions 2, 3, 3 with every kind of term.
 *
 * <pre>
 * x = (z, tau), z shared (3), tau_i local to block i
 * g_i row   log(1 + exp(-b a.y)) + sum_j exp(z_j) y_j^2 / 2 + log sum_j exp(z_j y_j) + tau_i |y|^2 / 2
 * f_i row   (a.y - b)^2 / 2 + sum_j z_j^3 / 3 + sin(tau_i) + alpha_0 sum_j y_j + alpha_1 z_0 - |alpha|^2 / 2
 * </pre>
 */
public final class HandModel implements BilevelModel {
  public static final int SHARED = 3;
  static final int ROWS = 6;
  private static final int[] DIMS = {2, 3, 3};

  private final DualSide side;
  private final double[][][] features = new double[DIMS.length][ROWS][];

  public HandModel(DualSide side) {
    this.side = side;
    Rng rng = Key.of(5).rng();
    for (int i = 0; i < DIMS.length; i++) {
      for (int r = 0; r < ROWS; r++) {
        features[i][r] = new double[DIMS[i]];
        for (int j = 0; j < DIMS[i]; j++) {
          features[i][r][j] = rng.uniform(-1, 1);
        }
      }
    }
  }

  public static DualSide perBlock() {
    return new DualSide.PerBlock(Dims.uniform(DIMS.length, 2));
  }

  double feature(int block, int row, int j) {
    return features[block][row][j];
  }

  static double label(int row) {
    return row % 2 == 0 ? 1 : -1;
  }

  double score(int block, Vec y, int row) {
    double sum = 0;
    for (int j = 0; j < y.dim(); j++) {
      sum += features[block][row][j] * y.get(j);
    }
    return sum;
  }

  @Override
  public String name() {
    return "hand";
  }

  @Override
  public int blocks() {
    return DIMS.length;
  }

  @Override
  public int upperDim() {
    return SHARED + DIMS.length;
  }

  @Override
  public Dims lowerDims() {
    return Dims.of(DIMS);
  }

  @Override
  public DualSide dualSide() {
    return side;
  }

  @Override
  public LocalParts localParts() {
    return LocalParts.of(SHARED, 1, 1, 1);
  }

  @Override
  public Rows upperRows(int block) {
    return Rows.finite(ROWS);
  }

  @Override
  public Rows lowerRows(int block) {
    return Rows.finite(ROWS);
  }

  @Override
  public double upperLoss(int block, Vec x, Vec y, Vec dual, int row) {
    double error = score(block, y, row) - label(row);
    double value = error * error / 2 + Math.sin(x.get(SHARED + block));
    for (int j = 0; j < SHARED; j++) {
      value += Math.pow(x.get(j), 3) / 3;
    }
    if (dual.dim() > 0) {
      value += dual.get(0) * y.sum() + dual.get(1) * x.get(0) - dual.normSquared() / 2;
    }
    return value;
  }

  @Override
  public double lowerLoss(int block, Vec x, Vec y, int row) {
    double value = Math.log1p(Math.exp(-label(row) * score(block, y, row)));
    double sum = 0;
    for (int j = 0; j < y.dim(); j++) {
      value += Math.exp(x.get(j)) * y.get(j) * y.get(j) / 2;
      sum += Math.exp(x.get(j) * y.get(j));
    }
    return value + Math.log(sum) + x.get(SHARED + block) * y.normSquared() / 2;
  }
}
